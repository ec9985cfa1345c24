using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>Several hosts decide as one would have decided, and what they have told is what one host tells for the same messages.</summary>
[TestClass]
public sealed class SharingTests
{
    private const int Messages = 20_000;
    private const int Functions = 3;
    private const int Phases = 40;
    private const int Senders = 25;
    private const int Connections = 8;

    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(4, 2)]
    public async Task Postgres_HostsWithCollidingKeys_DecideAsOne(int hosts, int seed)
    {
        await using var server = await PostgresServer.StartAsync();
        await CompareAsync(hosts, seed, StoreSettings.Postgres(server, "60 seconds"));
    }

    [TestMethod]
    [DataRow(2, 3)]
    [DataRow(4, 4)]
    public async Task Sqlite_HostsWithCollidingKeys_DecideAsOne(int hosts, int seed)
    {
        using var folder = new TemporaryFolder("shared-state");
        await CompareAsync(hosts, seed, await StoreSettings.SqliteAsync(folder.MakeFolder("databases")));
    }

    private static async Task CompareAsync(int hosts, int seed, IReadOnlyList<string> settings)
    {
        using var folder = new TemporaryFolder("sharing");
        LoadPlan plan = LoadPlan.Make(seed, Messages, Phases, Senders);

        IReadOnlyList<string> many = await PlayAsync(hosts, Connections, plan, folder, settings);
        IReadOnlyList<string> one = await PlayAsync(
            hosts: 1, connections: 1, plan, folder, await StoreSettings.SqliteAsync(folder.MakeFolder("alone")));

        Assert.AreEqual("", string.Join('\n', many.Where(static line => !line.Contains(": 550 5.7.1 waiting=", StringComparison.Ordinal)
            && !line.Contains(": rate=", StringComparison.Ordinal) && !line.Contains(": may=", StringComparison.Ordinal)).Take(5)));
        Assert.HasCount(Messages * Functions, one);
        Assert.HasCount(Messages * Functions, many);
        Assert.IsTrue(one.Any(static line => line.Contains("waiting=1", StringComparison.Ordinal)));
        Assert.IsTrue(one.Any(static line => line.Contains("waiting=0", StringComparison.Ordinal)));
        Assert.IsTrue(one.Any(static line => line.Contains("may=1", StringComparison.Ordinal)));
        Assert.IsTrue(one.Any(static line => line.Contains("may=0", StringComparison.Ordinal)));
        for (int i = 0; i < one.Count; i++)
            Assert.AreEqual(one[i], many[i], $"answer {i}");
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(
        int hosts, int connections, LoadPlan plan, TemporaryFolder folder, IReadOnlyList<string> settings)
    {
        // Every run begins at the same moment.
        var clock = new FakeClock(folder);
        await using StateHosts running = await StateHosts.StartAsync(hosts, clock, settings);
        return await plan.PlayAsync(running.Load(connections), clock);
    }
}
