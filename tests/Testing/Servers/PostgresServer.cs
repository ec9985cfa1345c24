using System.Globalization;

namespace Postern.Testing.Servers;

/// <summary>
/// Debian's PostgreSQL with its data under a temporary folder, on 127.0.0.1 and a Unix socket, as an unprivileged user. It has the role and the
/// database <c>postern</c>; nobody gets in over TCP without a password.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "postern";
    public const string Database = "postern";
    public const string Password = "Gr3y; list='x";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("postgres");
    private readonly CertificateAuthority _authority = new();
    private readonly PostgresOptions _options;
    private readonly string _programs;
    private ServerProcess? _process;

    private PostgresServer(PostgresOptions options)
    {
        _options = options;
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin"))
                .Where(static bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault("")
            : "";
        if (_programs.Length == 0)
            throw new InvalidOperationException("/usr/lib/postgresql/*/bin/initdb is missing; it comes with Debian's package postgresql, which ./test installs");
    }

    public int Port { get; } = FreePort.Take();

    /// <summary>The folder of the Unix socket: a <c>Host</c> of a connection string.</summary>
    public string SocketFolder => _folder.Combine("socket");

    /// <summary>A file that holds the password and a line end, for the user that servers run as.</summary>
    public string PasswordFile => _folder.Combine("password");

    /// <summary>A file with the certificate that signed the server's.</summary>
    public string RootCertificate => _folder.Combine("root.pem");

    /// <summary>Over TCP, without the password.</summary>
    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database={Database}");

    /// <summary>The block <c>storage</c> of a configuration file for this server.</summary>
    public string StorageBlock => $$"""
        storage {
          postgres {
            connection "{{Connection}}";
            password-file "{{PasswordFile}}";
          }
        }

        """;

    /// <summary>What the server has logged since its last start.</summary>
    public string Log => _process?.Output ?? "";

    private string Data => _folder.Combine("data");

    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null)
    {
        var server = new PostgresServer(options ?? PostgresOptions.Default);
        try
        {
            await server.CreateAsync();
            await server.StartAgainAsync();
            await server.SqlAsync(
                $"CREATE ROLE {User} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'", $"CREATE DATABASE {Database} OWNER {User}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server that was stopped, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        string[] command =
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={SocketFolder}",
        ];
        _process = StartProgram("postgres", command);
        await _process.WaitForOutputAsync("database system is ready to accept connections", Limit);
    }

    public async Task StopAsync(PostgresStop how)
    {
        if (_process is null or { HasExited: true })
            return;
        Freeze(isFrozen: false);
        _process.Signal(how == PostgresStop.Fast ? "INT" : "QUIT");
        await _process.WaitForExitAsync(Limit);
    }

    /// <summary>Lets all processes of the server stand still, so that it accepts connections but does not answer, or go on.</summary>
    public void Freeze(bool isFrozen)
    {
        using var kill = System.Diagnostics.Process.Start(
            "/bin/sh", ["-c", $"kill -{(isFrozen ? "STOP" : "CONT")} {_process!.Id} $(cat /proc/{_process.Id}/task/*/children) 2>/dev/null"]);
        kill.WaitForExit();
    }

    /// <summary>Cuts all connections of clients.</summary>
    public Task CutConnectionsAsync() => SqlAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'postern'");

    /// <summary>Runs statements as the server's owner, each for itself.</summary>
    /// <returns>The rows, a line each, their columns parted by <c>|</c>.</returns>
    public Task<string> SqlAsync(params string[] statements) => SqlInAsync("postgres", statements);

    /// <summary>Runs statements as the server's owner in a database.</summary>
    public async Task<string> SqlInAsync(string database, params string[] statements)
    {
        string[] command =
        [
            "-h", SocketFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", database, "-X", "-q", "-A", "-t",
            "-v", "ON_ERROR_STOP=1", .. statements.SelectMany(static statement => new[] { "-c", statement }),
        ];
        return await RunProgramAsync("psql", command);
    }

    /// <summary>A client's certificate for a role and its key: file names.</summary>
    public (string Certificate, string Key) IssueClientCertificate(string role)
    {
        var (certificate, key) = _authority.Issue(role);
        return (_folder.Write($"client-{role}.pem", certificate), _folder.Write($"client-{role}.key", key));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync(PostgresStop.Immediate);
            await _process.DisposeAsync();
        }

        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task CreateAsync()
    {
        _folder.MakeFolder("data");
        _folder.MakeFolder("socket");
        await OwnAsync(Data, SocketFolder);
        await RunProgramAsync("initdb", "-D", Data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "--auth=scram-sha-256", "--auth-local=peer", $"--pwfile={_folder.Write("password", Password + "\n")}");
        File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await OwnAsync(PasswordFile);
        string owner = Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName;
        _folder.Write("data/pg_ident.conf", $"owner {owner} postgres\n");
        _folder.Write("data/pg_hba.conf", $"""
            local all postgres peer map=owner
            local all all scram-sha-256
            {(_options.Tls >= PostgresTls.Required ? "hostssl" : "host")} all all 127.0.0.1/32 {(_options.Tls == PostgresTls.ClientCertificate ? "cert" : "scram-sha-256")}

            """);
        string disk = _options.WaitsForDisk ? "on" : "off";
        List<string> settings = [$"fsync = {disk}", .. _options.Settings];
        if (_options.Tls != PostgresTls.None)
        {
            var (certificate, key) = _authority.Issue("database.postern.test", "127.0.0.1");
            _folder.Write("root.pem", _authority.RootPem);
            File.SetUnixFileMode(_folder.Write("data/server.key", key), UnixFileMode.UserRead);
            _folder.Write("data/server.crt", certificate);
            await OwnAsync(_folder.Combine("data/server.key"));
            settings.AddRange(["ssl = on", $"ssl_ca_file = '{RootCertificate}'"]);
        }

        File.AppendAllLines(_folder.Combine("data/postgresql.conf"), settings);
    }

    private static async Task OwnAsync(params string[] paths)
    {
        if (Environment.IsPrivilegedProcess)
            await ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", .. paths], Limit);
    }

    private async Task<string> RunProgramAsync(string program, params string[] arguments)
    {
        await using var process = StartProgram(program, arguments);
        int code = await process.WaitForExitAsync(Limit);
        return code == 0
            ? process.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with {code}:\n{process.Output}");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private ServerProcess StartProgram(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        return Environment.IsPrivilegedProcess
            ? ServerProcess.Start("/usr/bin/setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments], folder: _folder.Path)
            : ServerProcess.Start(path, arguments, folder: _folder.Path);
    }
}
