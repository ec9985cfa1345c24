using Postern.Abstractions.Configuration;
using Postern.Plugins.Postgres.Configuration;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests.Configuration;

[TestClass]
public sealed class StorageBlockTests
{
    [TestMethod]
    public void Configure_AllStatements_AreRead()
    {
        var settings = Read(
            Text("connection", "postgres://joe%40x@db.example.org:5433/mail?application_name=mx1"), Text("password-file", "/etc/secret"), Text("pool-size", "20"),
            Text("connect-timeout", "2 seconds"), Text("command-timeout", "1m"), Text("schema", "mail"), Text("tls", "verify-full"),
            Text("root-certificate", "/etc/root.pem"), Text("client-certificate", "/etc/client.pem"), Text("client-key", "/etc/client.key"));

        var connection = settings.Connection!;
        Assert.AreEqual(("db.example.org", 5433, "mail", "joe@x", "mx1"), (connection.Host, connection.Port, connection.Database, connection.Username, connection.ApplicationName));
        Assert.AreEqual(("/etc/secret", 20, "mail", TlsPolicy.VerifyFull), (settings.PasswordFile, settings.PoolSize, settings.Schema, settings.Tls));
        Assert.AreEqual((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)), (settings.ConnectTimeout, settings.CommandTimeout));
        Assert.AreEqual(("/etc/root.pem", "/etc/client.pem", "/etc/client.key"), (settings.RootCertificate, settings.ClientCertificate, settings.ClientKey));
    }

    [TestMethod]
    [DataRow("postgres://joe:s3cret@h/d", "h", "joe", "s3cret", "d", 5432)]
    [DataRow("postgresql://h", "h", null, null, null, 5432)]
    [DataRow("postgres:///d", "/var/run/postgresql", null, null, "d", 5432)]
    [DataRow("postgres://joe@[::1]:6000/d", "::1", "joe", null, "d", 6000)]
    [DataRow("postgres://joe:a%3Ab%40c@h/d", "h", "joe", "a:b@c", "d", 5432)]
    [DataRow("Host=h;Username=joe;Password=x;Database=d;Port=1", "h", "joe", "x", "d", 1)]
    public void Connection_AnyForm_IsUnderstood(string text, string host, string? user, string? password, string? database, int port)
    {
        var connection = Read(Text("connection", text)).Connection!;

        Assert.AreEqual((host, user, password, database, port), (connection.Host, connection.Username, connection.Password, connection.Database, connection.Port));
    }

    [TestMethod]
    [DataRow("connection", "", "`connection' wants one value")]
    [DataRow("connection", "Hostt=h", "`connection' is not understood: expected `Host=NAME;Database=NAME;Username=NAME' or `postgres://USER@HOST:PORT/DATABASE'")]
    [DataRow("connection", "Username=joe", "`connection' names no host: expected `Host=NAME;Database=NAME;Username=NAME' or `postgres://USER@HOST:PORT/DATABASE'")]
    [DataRow("connection", "postgres://h/d?nonsense=1", "`connection' is not understood: expected `Host=NAME;Database=NAME;Username=NAME' or `postgres://USER@HOST:PORT/DATABASE'")]
    [DataRow("connection", "postgres://h:port/d", "`connection' is not understood: expected `Host=NAME;Database=NAME;Username=NAME' or `postgres://USER@HOST:PORT/DATABASE'")]
    [DataRow("pool-size", "0", "`pool-size' wants a number from 1 to 1000, not `0'")]
    [DataRow("pool-size", "many", "`pool-size' wants a number from 1 to 1000, not `many'")]
    [DataRow("command-timeout", "0", "`command-timeout' wants a time from 1 to 300 seconds, such as `5 seconds', not `0'")]
    [DataRow("command-timeout", "6 minutes", "`command-timeout' wants a time from 1 to 300 seconds, such as `5 seconds', not `6 minutes'")]
    [DataRow("connect-timeout", "5 hours", "`connect-timeout' wants a time from 1 to 300 seconds, such as `5 seconds', not `5 hours'")]
    [DataRow("tls", "on", "`tls' is one of off, prefer, require and verify-full, not `on'")]
    [DataRow("password-file", "secret", "`password-file' wants an absolute file name, not `secret'")]
    [DataRow("schema", "sch\u00e9ma", "`schema' wants a name of at most 63 ASCII characters")]
    [DataRow("color", "red", "unknown keyword `color' in `postgres'")]
    public void Configure_BadStatement_IsRefused(string keyword, string value, string expected) =>
        Assert.AreEqual(expected, Refusal(Text("connection", "Host=h"), Text(keyword, value)));

    [TestMethod]
    public void Configure_ContradictoryStatements_AreRefused()
    {
        Assert.AreEqual("`postgres' needs a statement `connection', such as connection \"postgres://user@host/database\"", Refusal());
        Assert.AreEqual(
            "`postgres' says the password twice: `connection', `password-file' and `password-environment' exclude each other",
            Refusal(Text("connection", "Host=h;Password=x"), Text("password-file", "/f")));
        Assert.AreEqual("`client-key' needs `client-certificate' beside it", Refusal(Text("connection", "Host=h"), Text("client-key", "/f")));
    }

    [TestMethod]
    public void Configure_NoBlocks_AreRefused()
    {
        var block = new StorageBlock();
        Assert.AreEqual(
            "`storage' is a block: storage { postgres { ... } }",
            Assert.ThrowsExactly<ConfigurationException>(() => block.Configure(Text("storage", "postgres"))).Message);
        Assert.AreEqual(
            "`postgres' is a block: postgres { connection \"...\"; }",
            Assert.ThrowsExactly<ConfigurationException>(() => block.Configure(StoreLab.Statement("storage", Text("postgres", "x")))).Message);
        Assert.IsNull(block.Settings);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Connection_PasswordInFileForAll_IsRefused(bool isPublic)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("postern.conf", "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | (isPublic ? UnixFileMode.OtherRead : UnixFileMode.None));
        var place = new SourcePlace(file, 1, 1, 1, 1);
        ConfigurationStatement connection = new("connection", [new ConfigurationValue("Host=h;Password=hunter2", null, place)], null, place);

        if (isPublic)
        {
            Assert.AreEqual(
                $"`connection' holds a password, and everybody may read {file}: put it into a file named by `password-file', or take that right away (chmod o-r)", Refusal(connection));
        }
        else
        {
            Assert.AreEqual("hunter2", Read(connection).Connection!.Password);
        }
    }

    private static PostgresSettings Read(params ConfigurationStatement[] statements)
    {
        var block = new StorageBlock();
        block.Configure(StoreLab.Statement("storage", StoreLab.Statement("postgres", statements)));
        return block.Settings!;
    }

    private static string Refusal(params ConfigurationStatement[] statements) => Assert.ThrowsExactly<ConfigurationException>(() => Read(statements)).Message;

    private static ConfigurationStatement Text(string keyword, string value) => StoreLab.Statement(keyword, value);
}
