using System.Globalization;

namespace Postern.Testing.Servers;

/// <summary>
/// Debian's Sendmail. Its package excludes Postfix's, so it is not installed but unpacked into a folder of the tests' own;
/// configuration and queue lie in a temporary folder. It delivers before it answers the end of the message.
/// </summary>
public sealed class SendmailServer : MailServer
{
    /// <summary>Without an own host name Sendmail waits a minute for one at start.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly List<ServerProcess> _processes = [];
    private readonly string _root;

    private SendmailServer(TemporaryFolder folder, SmtpSink sink, IEnumerable<string> milters, string root)
        : base(folder, sink, milters) => _root = root;

    public override string Log => string.Concat(_processes.Select(p => p.Output));

    /// <summary>Starts one daemon per milter.</summary>
    /// <param name="milters">The milters as Sendmail spells them, <c>inet:port@127.0.0.1</c> or <c>unix:/path</c>.</param>
    public static async Task<SendmailServer> StartAsync(params string[] milters)
    {
        string root = await UnpackedPackages.GetAsync("sendmail-bin", "sendmail-cf", "libwrap0");
        var server = new SendmailServer(new TemporaryFolder("sendmail"), new SmtpSink(), milters, root);
        try
        {
            foreach (var (milter, port) in server.Ports)
                await server.StartOneAsync(milter, port);
            foreach (var (process, port) in server._processes.Zip(server.Ports.Values))
                await Reachable.PortAsync(port, process, StartLimit);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The messages in quarantine: the names of their control files.</summary>
    public IReadOnlyList<string> QuarantinedMessages() =>
        [.. Directory.EnumerateFiles(Folder.Path, "hf*", SearchOption.AllDirectories)];

    public override async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task StartOneAsync(string milter, int port)
    {
        string name = port.ToString(CultureInfo.InvariantCulture);
        string queue = Folder.MakeFolder("queue" + name);
        if (Environment.IsPrivilegedProcess)
            await CommandAsync("/bin/chown", "nobody:nogroup", queue);
        Folder.Write("service.switch", "hosts files\naliases files\npasswd files\n");
        string source = Folder.Write($"sendmail{name}.mc", Macros(milter, port, queue));
        string configuration = Folder.Combine($"sendmail{name}.cf");
        var (code, text) = await ServerProcess.RunAsync(
            "/bin/sh", ["-c", $"m4 -D_CF_DIR_={_root}/usr/share/sendmail/cf/ {source} > {configuration}"], TimeSpan.FromSeconds(20));
        if (code != 0)
            throw new InvalidOperationException($"Sendmail's configuration cannot be made:\n{text}");
        // A host name with a dot, in a name space of its own where that is allowed, saves Sendmail's minute of waiting for one.
        string run = $"exec {_root}/usr/libexec/sendmail/sendmail -C {configuration} -bD";
        string script = $"if unshare --uts true 2>/dev/null; then exec unshare --uts sh -c 'hostname mx.postern.test; {run}'; else {run}; fi";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_LIBRARY_PATH"] = string.Join(':', Directory.EnumerateDirectories(_root + "/usr/lib", "*-linux-gnu*")),
        };
        _processes.Add(ServerProcess.Start("/bin/sh", ["-c", script], environment, Folder.Path));
    }

    private string Macros(string milter, int port, string queue)
    {
        string user = Environment.IsPrivilegedProcess
            ? "define(`confRUN_AS_USER', `nobody:nogroup')dnl\ndefine(`confTRUSTED_USER', `nobody')dnl"
            : "dnl";
        return $"""
            include(`{_root}/usr/share/sendmail/cf/m4/cf.m4')dnl
            OSTYPE(`linux')dnl
            {user}
            define(`confDEF_USER_ID', `nobody:nogroup')dnl
            define(`QUEUE_DIR', `{queue}')dnl
            define(`confPID_FILE', `{queue}.pid')dnl
            define(`STATUS_FILE', `')dnl
            define(`HELP_FILE', `')dnl
            define(`ALIAS_FILE', `')dnl
            define(`confDONT_BLAME_SENDMAIL', `AssumeSafeChown,GroupWritableDirPathSafe,TrustStickyBit')dnl
            define(`confDOMAIN_NAME', `mx.postern.test')dnl
            define(`confTO_IDENT', `0')dnl
            define(`confMAX_MESSAGE_SIZE', `104857600')dnl
            define(`confSERVICE_SWITCH_FILE', `{Folder.Combine("service.switch")}')dnl
            define(`confDELIVERY_MODE', `interactive')dnl
            define(`confREFUSE_LA', `1000')dnl
            define(`confQUEUE_LA', `1000')dnl
            define(`SMART_HOST', `esmtp:[127.0.0.1]')dnl
            define(`ESMTP_MAILER_ARGS', `TCP $h {Sink.Port}')dnl
            FEATURE(`nocanonify')dnl
            FEATURE(`accept_unresolvable_domains')dnl
            FEATURE(`accept_unqualified_senders')dnl
            FEATURE(`promiscuous_relay')dnl
            FEATURE(`no_default_msa')dnl
            DAEMON_OPTIONS(`Port={port},Addr=127.0.0.1,Name=MTA')dnl
            INPUT_MAIL_FILTER(`postern', `S={milter}, F=T, T=C:30s;S:30s;R:30s;E:5m')dnl
            MAILER(`smtp')dnl

            """;
    }
}
