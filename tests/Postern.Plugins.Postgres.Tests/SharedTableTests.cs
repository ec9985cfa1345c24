using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests;

/// <summary>Several hosts on one server.</summary>
[TestClass]
public sealed class SharedTableTests
{
    private static PostgresServer s_server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_server = await PostgresServer.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task Update_NoCollisions_TakesTwoRoundTripsAtMost()
    {
        await using var provider = StoreLab.Provider(s_server);
        await using var table = await provider.OpenAsync("trips");
        const int Keys = 50;

        long news = await TripsAsync(provider, async key => await table.CountAsync(key), Keys);
        long changes = await TripsAsync(provider, async key => await table.CountAsync(key), Keys);
        long keeps = await TripsAsync(
            provider, async key => await table.UpdateAsync(key, 0, static (present, _) => StateChange.Keep(present is not null), CancellationToken.None), Keys);
        long reads = await TripsAsync(provider, async key => await table.GetAsync(key, CancellationToken.None), Keys);
        long puts = await TripsAsync(provider, async key => await table.PutAsync(key, new StateRecord(key, null), CancellationToken.None), Keys);
        long inserts = await TripsAsync(provider, async key => await table.InsertAsync(key, new StateRecord(key, null), CancellationToken.None), Keys);
        long deletes = await TripsAsync(provider, async key => await table.DeleteAsync(key, CancellationToken.None), Keys);

        Assert.AreEqual("100 100 50 50 50 50 100", $"{news} {changes} {keeps} {reads} {puts} {inserts} {deletes}");
    }

    [TestMethod]
    public async Task Update_ManyAtOnce_ShareRoundTrips()
    {
        await using var provider = StoreLab.Provider(s_server);
        await using var table = await provider.OpenAsync("shared-trips");
        const int Workers = 64;
        const int Rounds = 50;

        long before = provider.Trips!.Made;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < Rounds; round++)
                await table.CountAsync(Encoding.ASCII.GetBytes($"{worker} {round}"));
        })));

        Assert.IsLessThan(Workers * Rounds, provider.Trips.Made - before);
        Assert.AreEqual(Workers * Rounds, provider.Trips.Decisions);
        Assert.AreEqual(Workers * Rounds, await table.CountAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Update_OneConnection_TablesTakeTurns()
    {
        await using var provider = StoreLab.Provider(s_server, more: StoreLab.Statement("pool-size", "1"));
        await using var one = await provider.OpenAsync("turns-one");
        await using var other = await provider.OpenAsync("turns-other");
        const int Workers = 64;
        const int Rounds = 25;

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < Rounds; round++)
                await (worker % 2 == 0 ? one : other).CountAsync(Encoding.ASCII.GetBytes($"{worker} {round}"));
        })));

        Assert.AreEqual(Workers / 2 * Rounds, await one.CountAsync(CancellationToken.None));
        Assert.AreEqual(Workers / 2 * Rounds, await other.CountAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Count_ManyRecords_IsEstimated()
    {
        const int Records = 30_000;
        await using var provider = StoreLab.Provider(s_server);
        await using var table = await provider.OpenAsync("estimate");
        foreach (int[] numbers in Enumerable.Range(0, Records).Chunk(3000))
            await table.PutManyAsync([.. numbers.Select(static number => new StateEntry(BitConverter.GetBytes(number), new StateRecord(new byte[16], null)))], CancellationToken.None);

        Assert.IsGreaterThanOrEqualTo(10_000, await table.CountAsync(CancellationToken.None));
        await table.CompactAsync(CancellationToken.None);

        Assert.AreEqual(Records, await table.CountAsync(CancellationToken.None), Records / 20.0);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    public async Task Update_SeveralHostsOnFewKeys_GivesEachNumberOnce(int hosts)
    {
        const int Keys = 5;
        const int Workers = 16;
        const int Rounds = 100;
        string name = $"hosts-{hosts}";
        List<PostgresStoreProvider> providers = [.. Enumerable.Range(0, hosts).Select(_ => StoreLab.Provider(s_server))];
        List<IStateTable> tables = [];
        foreach (var provider in providers)
            tables.Add(await provider.OpenAsync(name));

        long[][] seen = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            long[] numbers = new long[Rounds];
            for (int round = 0; round < Rounds; round++)
                numbers[round] = await tables[worker % hosts].CountAsync(Encoding.ASCII.GetBytes($"{(worker / hosts + round) % Keys}"));
            return numbers;
        })));

        // Each key's numbers are 1, 2, 3 ... in some order: no update was lost, none was made on what another had changed.
        var perNumber = seen.SelectMany(static numbers => numbers).CountBy(static number => number).ToDictionary();
        long[] totals = new long[Keys];
        for (int key = 0; key < Keys; key++)
            totals[key] = await tables[0].NumberAsync(Encoding.ASCII.GetBytes(key.ToString(CultureInfo.InvariantCulture)));
        Assert.AreEqual(Workers * Rounds, totals.Sum());
        for (long number = 1; number <= totals.Max(); number++)
            Assert.AreEqual(totals.Count(total => total >= number), perNumber[number]);

        foreach (var table in tables)
            await table.DisposeAsync();
        foreach (var provider in providers)
            await provider.DisposeAsync();
    }

    [TestMethod]
    public async Task Update_RecordDeletedByAnotherHostMeanwhile_IsDecidedAgain()
    {
        await using var provider = StoreLab.Provider(s_server);
        await using var others = StoreLab.Provider(s_server);
        await using var table = await provider.OpenAsync("deleted");
        await using var other = await others.OpenAsync("deleted");
        byte[] key = [1];
        for (int number = 1; number <= 5; number++)
            await table.CountAsync(key);

        long result = await table.CountAsync(key, other, other => other.DeleteAsync(key, CancellationToken.None).AsTask().Wait());

        Assert.AreEqual(1, result);
        Assert.AreEqual(1, await other.NumberAsync(key));
        Assert.AreEqual(1, provider.Trips!.Conflicts);
    }

    private static async Task<long> TripsAsync(PostgresStoreProvider provider, Func<byte[], Task> call, int keys)
    {
        long before = provider.Trips!.Made;
        for (int key = 0; key < keys; key++)
            await call(Encoding.ASCII.GetBytes($"key {key}"));
        return provider.Trips.Made - before;
    }
}
