using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using Postern.Abstractions.Storage;
using Postern.Testing.Logging;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests.Faults;

/// <summary>A server that goes away and comes back.</summary>
[TestClass]
public sealed class OutageTests
{
    private const int Workers = 16;

    /// <summary>What a call with a time-out of one second may take on a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private static readonly byte[] Key = "key"u8.ToArray();

    [TestMethod]
    [DataRow(PostgresStop.Fast)]
    [DataRow(PostgresStop.Immediate)]
    public async Task Load_ServerIsRestarted_StoresWhatWasAcknowledged(PostgresStop how)
    {
        await using var server = await PostgresServer.StartAsync();

        await LoadAsync(server, async acknowledged =>
        {
            for (int round = 0; round < 2; round++)
            {
                await WaitForMoreAsync(acknowledged);
                await server.StopAsync(how);
                await server.StartAgainAsync();
            }

            await WaitForMoreAsync(acknowledged);
        });
    }

    [TestMethod]
    public async Task Load_ConnectionsAreCut_StoresWhatWasAcknowledged()
    {
        await using var server = await PostgresServer.StartAsync();

        await LoadAsync(server, async acknowledged =>
        {
            for (int round = 0; round < 10; round++)
            {
                await WaitForMoreAsync(acknowledged);
                await server.CutConnectionsAsync();
            }

            await WaitForMoreAsync(acknowledged);
        });
    }

    [TestMethod]
    public async Task Call_ServerIsAway_FailsInTimeAndIsLoggedOnce()
    {
        await using var server = await PostgresServer.StartAsync();
        var log = new LogRecorder();
        await using var provider = StoreLab.Provider(server, log: log, more: StoreLab.Statement("command-timeout", "1"));
        await using var table = await provider.OpenAsync();
        await table.CountAsync(Key);
        await server.StopAsync(PostgresStop.Fast);

        for (int round = 0; round < 5; round++)
        {
            var problem = await FailAsync(() => table.CountAsync(Key));
            Assert.IsTrue(problem.IsTransient);
            StringAssert.StartsWith(problem.Message, "table: ");
            StringAssert.Contains(problem.Message, $"127.0.0.1:{server.Port}");
        }

        await FailAsync(() => provider.OpenAsync("another"));
        Assert.HasCount(1, log.LinesAt(LogLevel.Warning));

        await server.StartAgainAsync();
        Assert.AreEqual(2, await table.CountAsync(Key));
        Assert.HasCount(1, log.LinesAt(LogLevel.Warning));
        StringAssert.Matches(log.Lines[^1], new System.Text.RegularExpressions.Regex("can be used again after .* 6 calls failed"));
    }

    [TestMethod]
    public async Task Call_ServerStandsStill_FailsInTimeAndRecovers()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var provider = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "1"));
        await using var table = await provider.OpenAsync();
        await table.CountAsync(Key);

        server.Freeze(isFrozen: true);
        int failed = 0;
        for (int round = 0; round < 3; round++)
        {
            Assert.IsTrue((await FailAsync(() => table.CountAsync(Key))).IsTransient);
            failed++;
        }

        server.Freeze(isFrozen: false);
        long number = await RecoverAsync(() => table.CountAsync(Key), () => failed++);

        // Of those that failed one may have taken effect, or all: nobody knows, and nobody was told otherwise.
        Assert.IsTrue(number >= 2 && number <= 2 + failed, $"{number} after {failed} failed");
        Assert.AreEqual(number + 1, await table.CountAsync(Key));
    }

    [TestMethod]
    public async Task Call_TableIsLocked_FailsInTimeAndRecovers()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var provider = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "1"));
        await using var table = await provider.OpenAsync();
        await table.CountAsync(Key);
        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Connection) { Password = PostgresServer.Password }.ConnectionString);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE postern.\"table\"", holder))
            await hold.ExecuteNonQueryAsync();

        var problems = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FailAsync(() => table.CountAsync(Key))));
        Assert.IsTrue(problems.All(static problem => problem.IsTransient));
        await transaction.RollbackAsync();

        Assert.AreEqual(2, await RecoverAsync(() => table.CountAsync(Key), static () => { }));
    }

    [TestMethod]
    public async Task Open_ServerIsAway_FailsInTimeAndWorksLater()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.StopAsync(PostgresStop.Fast);
        await using var provider = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "1"));

        Assert.IsTrue((await FailAsync(() => provider.OpenAsync())).IsTransient);

        await server.StartAgainAsync();
        await using var table = await provider.OpenAsync();
        Assert.AreEqual(1, await table.CountAsync(Key));
    }

    [TestMethod]
    public async Task Call_ServerHasNoConnectionLeft_FailsInTimeAndRecovers()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Settings = ["max_connections = 5", "superuser_reserved_connections = 2"] });
        string connection = new NpgsqlConnectionStringBuilder(server.Connection) { Password = PostgresServer.Password, Pooling = false }.ConnectionString;
        await using var provider = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "1"));
        await using var table = await provider.OpenAsync();
        await server.CutConnectionsAsync();
        List<NpgsqlConnection> others = [.. Enumerable.Range(0, 3).Select(_ => new NpgsqlConnection(connection))];
        foreach (var other in others)
            await OpenAsync(other);

        Assert.IsTrue((await FailAsync(() => table.CountAsync(Key))).IsTransient);

        foreach (var other in others)
            await other.DisposeAsync();
        Assert.AreEqual(1, await RecoverAsync(() => table.CountAsync(Key), static () => { }));
    }

    [TestMethod]
    public async Task Calls_PoolOfOneConnection_AllSucceed()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var provider = StoreLab.Provider(server, more: StoreLab.Statement("pool-size", "1"));
        await using var table = await provider.OpenAsync();
        await using var other = await provider.OpenAsync("other");

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < 20; round++)
                await (worker % 2 == 0 ? table : other).CountAsync(Encoding.ASCII.GetBytes($"{worker}"));
        })));

        Assert.AreEqual(Workers / 2, await table.CountAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Call_TableIsDropped_SaysSo()
    {
        await using var server = await PostgresServer.StartAsync();
        var log = new LogRecorder();
        await using var provider = StoreLab.Provider(server, log: log);
        await using var table = await provider.OpenAsync();
        await server.SqlInAsync(PostgresServer.Database, "DROP TABLE postern.\"table\"");

        var problem = await FailAsync(() => table.CountAsync(Key));

        Assert.AreEqual($"table: relation \"postern.table\" does not exist (PostgreSQL at 127.0.0.1:{server.Port}/postern)", problem.Message);
        Assert.IsFalse(problem.IsTransient);
        Assert.HasCount(0, log.Lines, "the server is not away");
        await using var again = await provider.OpenAsync();
        Assert.AreEqual(1, await table.CountAsync(Key));
    }

    /// <summary>Workers count without a pause while something happens to the server. No call fails, as none waits longer than it may, and each key's number is that of the calls.</summary>
    private static async Task LoadAsync(PostgresServer server, Func<ConcurrentQueue<int>, Task> happens)
    {
        const int Keys = 20;
        await using var first = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "60"));
        await using var second = StoreLab.Provider(server, more: StoreLab.Statement("command-timeout", "60"));
        IStateTable[] tables = [await first.OpenAsync(), await second.OpenAsync()];
        var acknowledged = new ConcurrentQueue<int>();
        bool isOver = false;
        Task[] workers = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (int round = worker; !Volatile.Read(ref isOver); round++)
            {
                int key = round * 7 % Keys;
                await tables[worker % 2].CountAsync([(byte)key]);
                acknowledged.Enqueue(key);
            }
        }))];

        await Task.WhenAny(happens(acknowledged), Task.WhenAll(workers)).Unwrap();
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(workers);

        var expected = acknowledged.CountBy(static key => key).ToDictionary();
        for (int key = 0; key < Keys; key++)
            Assert.AreEqual(expected.GetValueOrDefault(key), await tables[0].NumberAsync([(byte)key]), $"key {key}");
        foreach (var table in tables)
            await table.DisposeAsync();
    }

    private static async Task WaitForMoreAsync(ConcurrentQueue<int> acknowledged)
    {
        int before = acknowledged.Count;
        while (acknowledged.Count < before + 200)
            await Task.Yield();
    }

    private static async Task<StateStoreException> FailAsync<T>(Func<Task<T>> call)
    {
        var watch = Stopwatch.StartNew();
        var problem = await Assert.ThrowsExactlyAsync<StateStoreException>(call);
        Assert.IsLessThan(Bound, watch.Elapsed);
        Assert.DoesNotContain('\n', problem.Message);
        return problem;
    }

    private static async Task<long> RecoverAsync(Func<Task<long>> call, Action failed)
    {
        for (int round = 0; ; round++)
        {
            try
            {
                return await call();
            }
            catch (StateStoreException e) when (e.IsTransient && round < 30)
            {
                failed();
            }
        }
    }

    private static async Task OpenAsync(NpgsqlConnection connection)
    {
        while (true)
        {
            try
            {
                await connection.OpenAsync();
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                // Those that were cut are not gone yet.
            }
        }
    }
}
