using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests;

/// <summary>The tables in the database, and the rights that are needed.</summary>
[TestClass]
public sealed class LayoutTests
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private static PostgresServer s_server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_server = await PostgresServer.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task Open_RoleMayNotMakeTables_TellsWhatAnAdministratorMayRun()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.SqlAsync($"ALTER DATABASE {PostgresServer.Database} OWNER TO postgres");
        await using var provider = StoreLab.Provider(server);

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync("greylist"));

        Assert.IsFalse(problem.IsTransient);
        const string Run = "an administrator may run: ";
        StringAssert.StartsWith(problem.Message, $"greylist: PostgreSQL at 127.0.0.1:{server.Port}/postern does not let postern do what is needed (permission denied for database postern); {Run}");
        await server.SqlInAsync(PostgresServer.Database, problem.Message[(problem.Message.IndexOf(Run, StringComparison.Ordinal) + Run.Length)..]);
        await using var table = await provider.OpenAsync("greylist");
        Assert.AreEqual(1, await table.CountAsync(Key));
        await table.ExpireAsync(CancellationToken.None);

        // Another table in the schema that is not the role's own.
        problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync("rate"));
        await server.SqlInAsync(PostgresServer.Database, problem.Message[(problem.Message.IndexOf(Run, StringComparison.Ordinal) + Run.Length)..]);
        await using var rate = await provider.OpenAsync("rate");
        Assert.AreEqual(1, await rate.CountAsync(Key));

        // Rights on one that exists.
        await server.SqlInAsync(PostgresServer.Database, "REVOKE ALL ON postern.rate FROM postern");
        problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync("rate"));
        StringAssert.Contains(problem.Message, "(permission denied for table rate)");
        await server.SqlInAsync(PostgresServer.Database, problem.Message[(problem.Message.IndexOf(Run, StringComparison.Ordinal) + Run.Length)..]);
        Assert.AreEqual(2, await rate.CountAsync(Key));
    }

    [TestMethod]
    public async Task Compact_TableOfAnotherRole_SaysSo()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var provider = StoreLab.Provider(server);
        await using var table = await provider.OpenAsync();
        await table.CompactAsync(CancellationToken.None);
        await server.SqlAsync($"ALTER DATABASE {PostgresServer.Database} OWNER TO postgres");
        await server.SqlInAsync(
            PostgresServer.Database, "ALTER TABLE postern.\"table\" OWNER TO postgres", "GRANT SELECT, INSERT, UPDATE, DELETE ON postern.\"table\" TO postern");

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await table.CompactAsync(CancellationToken.None));

        // The wording depends on the server's version.
        StringAssert.StartsWith(problem.Message, "table: ");
        StringAssert.Contains(problem.Message, "vacuum");
    }

    [TestMethod]
    public async Task Open_LayoutOfAnotherVersion_IsRefused()
    {
        await using var provider = StoreLab.Provider(s_server, more: StoreLab.Statement("schema", "Odd \"name'"));
        await (await provider.OpenAsync()).DisposeAsync();
        await s_server.SqlInAsync(PostgresServer.Database, "UPDATE \"Odd \"\"name'\".postern_layout SET version = 2");

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

        Assert.AreEqual(
            $"table: the schema Odd \"name' of PostgreSQL at 127.0.0.1:{s_server.Port}/postern has layout 2, this version of Postern knows 1; run the same version on all hosts", problem.Message);
    }

    [TestMethod]
    public async Task Open_ForeignTable_IsRefused()
    {
        await using var provider = StoreLab.Provider(s_server);
        await (await provider.OpenAsync()).DisposeAsync();
        await s_server.SqlInAsync(PostgresServer.Database, "CREATE TABLE postern.people (name text)", "GRANT ALL ON postern.people TO postern");

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync("people"));

        StringAssert.StartsWith(problem.Message, $"people: the table postern.people of PostgreSQL at 127.0.0.1:{s_server.Port}/postern is not one of Postern's");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a/b")]
    [DataRow("postern_lanes")]
    [DataRow("sixty-four-bytes-are-one-more-than-postgresql-takes-for-a-name--")]
    public async Task Open_NameThatIsNone_IsRefused(string name)
    {
        await using var provider = StoreLab.Provider([StoreLab.Statement("connection", "Host=127.0.0.1;Port=1")]);

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync(name));

        StringAssert.StartsWith(problem.Message, $"{name}: not the name of a table; postgres://NAME wants letters");
    }

    [TestMethod]
    public async Task Open_NoConfiguration_SaysWhatToWrite()
    {
        await using var provider = StoreLab.Unconfigured();

        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => provider.OpenAsync());

        Assert.AreEqual(
            "table: no PostgreSQL server is configured; say which: storage { postgres { connection \"postgres://USER@HOST/DATABASE\"; } }", problem.Message);
    }

    [TestMethod]
    public async Task Dispose_Table_LeavesNoLanes()
    {
        await using var provider = StoreLab.Provider(s_server, more: StoreLab.Statement("schema", "lanes"));
        var table = await provider.OpenAsync();
        await table.CountAsync(Key);
        Assert.AreNotEqual("0\n", await s_server.SqlInAsync(PostgresServer.Database, "SELECT count(*) FROM lanes.postern_lanes"));

        await table.DisposeAsync();

        Assert.AreEqual("0\n", await s_server.SqlInAsync(PostgresServer.Database, "SELECT count(*) FROM lanes.postern_lanes"));
    }

    [TestMethod]
    public async Task Update_LanesWereForgotten_Works()
    {
        await using var provider = StoreLab.Provider(s_server, more: StoreLab.Statement("schema", "forgotten"));
        await using var table = await provider.OpenAsync();
        await s_server.SqlInAsync(PostgresServer.Database, "DELETE FROM forgotten.postern_lanes");

        for (int number = 1; number <= 4; number++)
            Assert.AreEqual(number, await table.CountAsync(Key));
        await table.PutManyAsync([new StateEntry(Key, new StateRecord(Key, null))], CancellationToken.None);
    }
}
