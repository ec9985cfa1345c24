using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>The store goes away in the middle of a load: every message gets an answer, at worst a tempfail, and what was acknowledged is in the store.</summary>
[TestClass]
public sealed class OutageTests
{
    private const int Senders = 40;
    private const int Connections = 4;

    [TestMethod]
    public async Task Postgres_IsRestartedInTheMiddle_LosesNothing()
    {
        await using var server = await PostgresServer.StartAsync();
        await DisturbAsync(StoreSettings.Postgres(server, "5 seconds"), async load =>
        {
            foreach (PostgresStop how in new[] { PostgresStop.Fast, PostgresStop.Immediate, PostgresStop.Fast })
            {
                await load.SomeMoreAsync();
                await server.StopAsync(how);
                await load.SomeMoreFailAsync();
                await server.StartAgainAsync();
            }
        });
    }

    [TestMethod]
    public async Task Postgres_ConnectionsAreCut_LosesNothing()
    {
        await using var server = await PostgresServer.StartAsync();
        await DisturbAsync(StoreSettings.Postgres(server, "5 seconds"), async load =>
        {
            for (int i = 0; i < 20; i++)
            {
                await load.SomeMoreAsync();
                await server.CutConnectionsAsync();
            }
        });
    }

    [TestMethod]
    public async Task Sqlite_DiskIsFullForAWhile_LosesNothing()
    {
        using var folder = new TemporaryFolder("full-disk");
        await using var disk = await SmallDisk.MountAsync(folder.MakeFolder("databases"), megabytes: 4);
        await DisturbAsync(await StoreSettings.SqliteAsync(disk.Path), async load =>
        {
            for (int i = 0; i < 3; i++)
            {
                await load.SomeMoreAsync();
                disk.Fill();
                await load.SomeMoreFailAsync();
                disk.MakeRoom();
            }
        });
        foreach (string file in Directory.GetFiles(disk.Path, "*.sqlite"))
            Assert.AreEqual("ok", (await ServerProcess.RunAsync("/usr/bin/sqlite3", [file, "PRAGMA integrity_check"], TimeSpan.FromSeconds(20))).Output.Trim());
    }

    private static async Task DisturbAsync(IReadOnlyList<string> settings, Func<RunningLoad, Task> disturb)
    {
        using var folder = new TemporaryFolder("outage");
        var clock = new FakeClock(folder);
        await using StateHosts hosts = await StateHosts.StartAsync(2, clock, settings);
        var load = new RunningLoad(hosts.Load(Connections), [.. Enumerable.Range(0, Senders).Select(static number => $"s{number}")]);

        await disturb(load);
        IReadOnlyList<MessageOutcome> outcomes = await load.EndAsync();

        Assert.AreEqual("", string.Join("\n", outcomes.Where(static outcome => outcome.Verdict is null).Take(3)), hosts.Output);
        await new StateAudit(outcomes).CheckAsync(hosts.Load(1), clock);
    }
}
