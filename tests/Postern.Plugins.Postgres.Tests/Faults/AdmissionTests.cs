using Microsoft.Extensions.Logging;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Storage;
using Postern.Testing.Logging;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests.Faults;

/// <summary>Who gets in, and what is said to who does not.</summary>
[TestClass]
public sealed class AdmissionTests
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private static PostgresServer s_server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_server = await PostgresServer.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task Open_WrongPassword_SaysSoWithoutIt()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("password", "hunter2\n");
        var log = new LogRecorder();
        await using var provider = StoreLab.Provider([Text("connection", s_server.Connection), Text("password-file", file)], log: log);

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync("wrong"));

        Assert.AreEqual($"wrong: password authentication failed for user \"postern\" (PostgreSQL at 127.0.0.1:{s_server.Port}/postern)", problem.Message);
        Assert.IsFalse(problem.IsTransient);
        Assert.DoesNotContain("hunter2", string.Concat(log.Lines) + problem);

        File.WriteAllText(file, PostgresServer.Password);
        await using var table = await provider.OpenAsync("wrong");
        Assert.AreEqual(1, await table.CountAsync(Key));
    }

    [TestMethod]
    public async Task Open_PasswordElsewhere_GetsIn()
    {
        string variable = $"POSTERN_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, PostgresServer.Password);
        ConfigurationStatement[][] ways =
        [
            [Text("connection", s_server.Connection), Text("password-environment", variable)],
            [Text("connection", $"postgres://postern:{Uri.EscapeDataString(PostgresServer.Password)}@127.0.0.1:{s_server.Port}/postern")],
            [Text("connection", $"postgresql://postern@/postern?host={Uri.EscapeDataString(s_server.SocketFolder)}&port={s_server.Port}&sslmode=disable"), Text("password-file", s_server.PasswordFile)],
        ];

        foreach (var statements in ways)
        {
            await using var provider = StoreLab.Provider(statements);
            await using var table = await provider.OpenAsync();
            await table.CountAsync(Key);
        }
    }

    [TestMethod]
    public async Task Open_NoPassword_SaysWhatIsMissing()
    {
        foreach (var (statement, expected) in new[]
        {
            (Text("password-file", "/nonexistent/password"), "table: the file that `password-file' names cannot be read: Could not find a part of the path '/nonexistent/password'."),
            (Text("password-environment", "POSTERN_NOT_SET"), "table: the environment variable POSTERN_NOT_SET, which `password-environment' names, is not set"),
        })
        {
            await using var provider = StoreLab.Provider([Text("connection", s_server.Connection), statement]);

            var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

            StringAssert.StartsWith(problem.Message, expected);
            Assert.IsFalse(problem.IsTransient);
        }
    }

    [TestMethod]
    public async Task Open_PasswordFileForAll_Warns()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("password", PostgresServer.Password);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var log = new LogRecorder();
        await using var provider = StoreLab.Provider([Text("connection", s_server.Connection), Text("password-file", file)], log: log);

        await (await provider.OpenAsync()).DisposeAsync();

        Assert.AreEqual($"everybody may read {file}, which holds the password of PostgreSQL: take that right away (chmod o-r)", log.LinesAt(LogLevel.Warning).Single());
    }

    [TestMethod]
    public async Task Open_NoSuchDatabase_SaysSo()
    {
        await using var provider = StoreLab.Provider(
            [Text("connection", s_server.Connection.Replace("Database=postern", "Database=elsewhere", StringComparison.Ordinal)), Text("password-file", s_server.PasswordFile)]);

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

        Assert.AreEqual($"table: database \"elsewhere\" does not exist (PostgreSQL at 127.0.0.1:{s_server.Port}/elsewhere)", problem.Message);
        Assert.IsFalse(problem.IsTransient);
    }

    [TestMethod]
    [DataRow("require")]
    [DataRow("verify-full")]
    public async Task Open_TlsIsNotOffered_Refuses(string tls)
    {
        await using var provider = StoreLab.Provider(s_server, more: Text("tls", tls));

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

        StringAssert.StartsWith(problem.Message, "table: SSL connection requested.");
        Assert.IsFalse(problem.IsTransient);
    }

    [TestMethod]
    public async Task Open_TlsIsRequired_GetsInByIt()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Tls = PostgresTls.Required });
        ConfigurationStatement[][] good =
        [
            [], [Text("tls", "prefer")], [Text("tls", "require")], [Text("tls", "require"), Text("root-certificate", server.RootCertificate)],
            [Text("tls", "verify-full"), Text("root-certificate", server.RootCertificate)],
        ];
        foreach (var statements in good)
        {
            await using var provider = StoreLab.Provider(server, more: statements);
            await using var table = await provider.OpenAsync();
            await table.CountAsync(Key);
        }

        await using var plain = StoreLab.Provider(server, more: Text("tls", "off"));
        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => plain.OpenAsync());
        StringAssert.Contains(problem.Message, "no encryption");
    }

    [TestMethod]
    public async Task Open_CertificateOfAnother_IsRefused()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Tls = PostgresTls.Offered });
        using var other = new CertificateAuthority();
        using var folder = new TemporaryFolder();
        string root = folder.Write("root.pem", other.RootPem);
        ConfigurationStatement[][] bad =
        [
            [Text("tls", "verify-full")], [Text("tls", "verify-full"), Text("root-certificate", root)], [Text("tls", "require"), Text("root-certificate", root)],
            [Text("connection", server.Connection.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), Text("tls", "verify-full"), Text("root-certificate", server.RootCertificate)],
        ];
        foreach (var statements in bad)
        {
            await using var provider = StoreLab.Provider(server, more: statements);

            var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

            StringAssert.StartsWith(problem.Message, "table: TLS fails: ");
            Assert.IsFalse(problem.IsTransient);
        }
    }

    [TestMethod]
    public async Task Open_CertificateInPlaceOfPassword_GetsIn()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Tls = PostgresTls.ClientCertificate });
        var (certificate, key) = server.IssueClientCertificate(PostgresServer.User);
        ConfigurationStatement[] statements = [Text("connection", server.Connection), Text("tls", "verify-full"), Text("root-certificate", server.RootCertificate)];
        await using var provider = StoreLab.Provider([.. statements, Text("client-certificate", certificate), Text("client-key", key)]);
        await using var table = await provider.OpenAsync();
        Assert.AreEqual(1, await table.CountAsync(Key));

        await using var stranger = StoreLab.Provider(statements);
        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => stranger.OpenAsync());
        StringAssert.Contains(problem.Message, "connection requires a valid client certificate");
    }

    private static ConfigurationStatement Text(string keyword, string value) => StoreLab.Statement(keyword, value);
}
