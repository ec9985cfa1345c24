using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Testing.Servers;

/// <summary>
/// Debian's Postfix with configuration, queue and data under a temporary folder. Its master must be root (Postfix's own rule);
/// the daemons run as user postfix, on loopback only.
/// </summary>
public sealed class PostfixServer : MailServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<string> _settings;

    private PostfixServer(TemporaryFolder folder, SmtpSink sink, IEnumerable<string> milters, IReadOnlyList<string> settings)
        : base(folder, sink, milters) => _settings = settings;

    public override string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    private string Configuration => Folder.Combine("etc");

    private string LogPath => Folder.Combine("maillog");

    /// <summary>Starts a server.</summary>
    /// <param name="milters">The milters as Postfix spells them, <c>inet:127.0.0.1:port</c> or <c>unix:/path</c>; <c>""</c> is none.</param>
    public static Task<PostfixServer> StartAsync(params string[] milters) => StartAsync([], milters);

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Further lines of <c>main.cf</c>.</param>
    /// <param name="milters">The milters as above.</param>
    public static async Task<PostfixServer> StartAsync(IReadOnlyList<string> settings, params string[] milters)
    {
        Require("/usr/sbin/postfix", "postfix");
        var server = new PostfixServer(new TemporaryFolder("postfix"), new SmtpSink(), milters, settings);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The queue identifiers of held messages, for quarantine.</summary>
    public IReadOnlyList<string> HeldMessages() => [.. Directory.EnumerateFiles(Folder.Combine("queue/hold")).Select(f => Path.GetFileName(f))];

    /// <summary>The content of a held message.</summary>
    public async Task<string> ReadHeldAsync(string queueId)
    {
        var (_, text) = await ServerProcess.RunAsync(
            "/usr/sbin/postcat", ["-c", Configuration, "-q", queueId], TimeSpan.FromSeconds(20));
        return text;
    }

    public override async ValueTask DisposeAsync()
    {
        string pidFile = Folder.Combine("queue/pid/master.pid");
        if (File.Exists(pidFile))
        {
            // The master keeps the file locked, which is why the shell reads it.
            string script = $"""
                pid=$(cat {pidFile})
                kill -TERM $pid
                for i in $(seq 50); do kill -0 $pid 2>/dev/null || exit 0; sleep 0.1; done
                kill -KILL $pid
                """;
            await ServerProcess.RunAsync("/bin/sh", ["-c", script], TimeSpan.FromSeconds(20));
        }

        await base.DisposeAsync();
    }

    private async Task StartAsync()
    {
        Folder.MakeFolder("etc");
        Folder.MakeFolder("queue");
        Folder.MakeFolder("data");
        await CommandAsync("/bin/chown", "postfix", Folder.Combine("data"));
        Folder.Write("etc/tls.pem", SelfSigned());
        Folder.Write("etc/main.cf", MainConfiguration());
        Folder.Write("etc/master.cf", MasterConfiguration());
        await CommandAsync("/usr/sbin/postfix", "-c", Configuration, "start");
        foreach (int port in Ports.Values)
            await Reachable.PortAsync(port, server: null, StartLimit);
    }

    private string MainConfiguration() => $"""
        compatibility_level = 3.6
        queue_directory = {Folder.Combine("queue")}
        data_directory = {Folder.Combine("data")}
        daemon_directory = /usr/lib/postfix/sbin
        command_directory = /usr/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {LogPath}
        maillog_file_prefixes = {Folder.Path}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.postern.test
        mydomain = postern.test
        mynetworks = 127.0.0.0/8
        mydestination =
        alias_maps =
        alias_database =
        local_recipient_maps =
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_peername_lookup = no
        smtp_dns_support_level = disabled
        smtp_host_lookup = native
        smtp_tls_security_level = none
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {Folder.Combine("etc/tls.pem")}
        smtpd_tls_received_header = yes
        default_transport = sink:[127.0.0.1]:{Sink.Port}
        sink_destination_concurrency_limit = 20
        initial_destination_concurrency = 20
        default_process_limit = 100
        smtpd_client_connection_count_limit = 0
        smtpd_client_connection_rate_limit = 0
        smtpd_client_message_rate_limit = 0
        smtpd_error_sleep_time = 0
        smtpd_soft_error_limit = 1000
        smtpd_hard_error_limit = 1000
        message_size_limit = 104857600
        mailbox_size_limit = 0
        in_flow_delay = 0
        milter_default_action = tempfail
        milter_protocol = 6
        {string.Join('\n', _settings)}

        """;

    private static string SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=mx.postern.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }

    private string MasterConfiguration()
    {
        var services = Ports.Select(p => string.Create(CultureInfo.InvariantCulture,
            $"127.0.0.1:{p.Value} inet n - n - - smtpd -o smtpd_milters={p.Key}\n"));
        return string.Concat(services) + """
            cleanup   unix  n - n - 0 cleanup
            qmgr      unix  n - n 300 1 qmgr
            rewrite   unix  - - n - - trivial-rewrite
            bounce    unix  - - n - 0 bounce
            defer     unix  - - n - 0 bounce
            trace     unix  - - n - 0 bounce
            proxymap  unix  - - n - - proxymap
            showq     unix  n - n - - showq
            error     unix  - - n - - error
            retry     unix  - - n - - error
            discard   unix  - - n - - discard
            sink      unix  - - n - - smtp
            tlsmgr    unix  - - n 1000? 1 tlsmgr
            anvil     unix  - - n - 1 anvil
            scache    unix  - - n - 1 scache
            postlog   unix-dgram n - n - 1 postlogd

            """;
    }
}
