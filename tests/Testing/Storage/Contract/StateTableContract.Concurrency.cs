using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>Many callers through two handles at once. The clock is the system's: stores may have to wait for each other.</content>
public abstract partial class StateTableContract
{
    private const int Workers = 12;
    private const int Rounds = 40;

    [TestMethod]
    public async Task Update_ManyAtOnceOnOneKey_LosesNothing()
    {
        IStateTable[] tables = await OpenTwoAsync();
        byte[] key = Bytes("counter");

        long[][] results = await WorkAsync(async worker =>
        {
            long[] seen = new long[Rounds];
            for (int round = 0; round < Rounds; round++)
                seen[round] = await IncrementAsync(tables[worker % 2], key, Token);
            return seen;
        });

        Assert.AreEqual(Workers * Rounds, await NumberAsync(tables[0], key));
        CollectionAssert.AreEquivalent(
            Enumerable.Range(1, Workers * Rounds).Select(static number => (long)number).ToArray(),
            results.SelectMany(static seen => seen).ToArray(),
            "each number is what one update has returned");
    }

    [TestMethod]
    public async Task Update_ManyAtOnceOnManyKeys_LosesNothing()
    {
        const int Keys = 10;
        IStateTable[] tables = await OpenTwoAsync();

        await WorkAsync(async worker =>
        {
            for (int round = 0; round < Rounds; round++)
                await IncrementAsync(tables[(worker + round) % 2], Bytes($"counter {round % Keys}"), Token);
            return 0;
        });

        for (int number = 0; number < Keys; number++)
            Assert.AreEqual(Workers * Rounds / Keys, await NumberAsync(tables[number % 2], Bytes($"counter {number}")));
    }

    [TestMethod]
    public async Task Insert_ManyAtOnce_OneWins()
    {
        IStateTable[] tables = await OpenTwoAsync();

        for (int round = 0; round < 10; round++)
        {
            byte[] key = Bytes($"key {round}");
            bool[] wins = await WorkAsync(async worker => await tables[worker % 2].InsertAsync(key, ContractRecord.Make($"{worker}"), Token));

            Assert.AreEqual(1, wins.Count(static won => won));
            Assert.AreEqual($"{Array.IndexOf(wins, true)}", await ReadAsync(tables[0], $"key {round}"));
        }
    }

    [TestMethod]
    public async Task Delete_ManyAtOnce_OneWins()
    {
        IStateTable[] tables = await OpenTwoAsync();

        for (int round = 0; round < 10; round++)
        {
            await WriteAsync(tables[0], "key", "value");
            bool[] wins = await WorkAsync(async worker => await tables[worker % 2].DeleteAsync(Bytes("key"), Token));

            Assert.AreEqual(1, wins.Count(static won => won));
        }
    }

    [TestMethod]
    public async Task PutMany_TwoAtOnce_LeavesAllOfOne()
    {
        IStateTable[] tables = await OpenTwoAsync();

        for (int round = 0; round < 5; round++)
        {
            // Opposite orders: a store that locks record by record must not run into a deadlock.
            await WorkAsync(async worker =>
            {
                IEnumerable<int> numbers = worker % 2 == 0 ? Enumerable.Range(0, 100) : Enumerable.Range(0, 100).Reverse();
                await tables[worker % 2].PutManyAsync(
                    [.. numbers.Select(number => new StateEntry(Bytes($"key {number}"), ContractRecord.Make($"{worker}")))], Token);
                return 0;
            });

            HashSet<string> values = [];
            await foreach (StateEntry entry in tables[0].EnumerateAsync(Token))
                values.Add(ContractRecord.Text(entry.Record.Value.Span));
            Assert.HasCount(1, values);
        }
    }

    [TestMethod]
    public async Task Get_WhileOthersWrite_SeesWholeRecords()
    {
        IStateTable[] tables = await OpenTwoAsync();
        await WriteAsync(tables[0], "key", "");

        await WorkAsync(async worker =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (worker < 2)
                    await WriteAsync(tables[worker % 2], "key", new string((char)('a' + round % 26), round * 200));
                else if (await ReadAsync(tables[worker % 2], "key") is not { } text || text.Any(c => c != text[0]))
                    Assert.Fail("a record was seen half written");
            }

            return 0;
        });
    }

    [TestMethod]
    public async Task Update_Cancelled_LeavesTheOthersUnharmed()
    {
        IStateTable[] tables = await OpenTwoAsync();
        byte[] key = Bytes("counter");
        using var source = new CancellationTokenSource();

        long[] counts = await WorkAsync(async worker =>
        {
            long acknowledged = 0;
            for (int round = 0; round < Rounds; round++)
            {
                try
                {
                    await IncrementAsync(tables[worker % 2], key, worker % 3 == 0 ? source.Token : Token);
                    acknowledged++;
                }
                catch (OperationCanceledException)
                {
                    // May have been written nevertheless.
                }

                if (worker == 1 && round == Rounds / 2)
                    await source.CancelAsync();
            }

            return acknowledged;
        });

        long number = await NumberAsync(tables[0], key);
        Assert.IsGreaterThanOrEqualTo(counts.Sum(), number);
        Assert.IsLessThanOrEqualTo(Workers * Rounds, number);
        Assert.AreEqual(Rounds * Workers * 2 / 3, counts.Where(static (_, worker) => worker % 3 != 0).Sum());
    }

    private async Task<IStateTable[]> OpenTwoAsync() =>
        [await OpenAsync(time: TimeProvider.System), await OpenAsync(time: TimeProvider.System)];

    private static Task<T[]> WorkAsync<T>(Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => work(worker))));
}
