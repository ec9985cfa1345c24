using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>Going through all records.</content>
public abstract partial class StateTableContract
{
    private const int Many = 1500;

    [TestMethod]
    public async Task Enumerate_EmptyTable_HasNothing()
    {
        IStateTable table = await OpenAsync();

        Assert.HasCount(0, await KeysAsync(table));
    }

    [TestMethod]
    public async Task Enumerate_ManyRecords_GivesEachOnceWithValueAndExpiry()
    {
        IStateTable table = await OpenAsync();
        await FillAsync(table);

        Dictionary<string, StateRecord> seen = [];
        await foreach (StateEntry entry in table.EnumerateAsync(Token))
            seen.Add(ContractRecord.Text(entry.Key.Span), entry.Record);

        Assert.HasCount(Many, seen);
        for (int number = 0; number < Many; number++)
        {
            Assert.AreEqual($"value {number}", ContractRecord.Text(seen[$"key {number}"]));
            Assert.AreEqual(Now.AddHours(1), seen[$"key {number}"].Expires);
        }
    }

    [TestMethod]
    [DataRow(false, DisplayName = "same handle")]
    [DataRow(true, DisplayName = "another handle")]
    public async Task Enumerate_WritingInTheLoop_StillGivesTheUntouchedOnce(bool isOther)
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        IStateTable writer = isOther ? await OpenAsync(time: TimeProvider.System) : table;
        await FillAsync(table, DateTimeOffset.MaxValue.AddYears(-1));
        Dictionary<string, int> seen = [];
        int round = 0;

        await foreach (StateEntry entry in table.EnumerateAsync(Token))
        {
            string key = ContractRecord.Text(entry.Key.Span);
            seen[key] = seen.GetValueOrDefault(key) + 1;
            if (round < 200)
            {
                await WriteAsync(writer, $"new {round}", "value");
                await writer.DeleteAsync(Bytes($"key {round * 2}"), Token);
                await IncrementAsync(writer, Bytes("counter"), Token);
            }

            round++;
        }

        for (int number = 0; number < Many; number++)
        {
            bool isDeleted = number < 400 && number % 2 == 0;
            if (!isDeleted)
                Assert.AreEqual(1, seen.GetValueOrDefault($"key {number}"), $"key {number}");
        }

        Assert.HasCount(Many - 200 + 200 + 1, await KeysAsync(table));
    }

    [TestMethod]
    public async Task Enumerate_LeftEarly_HoldsNothing()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        IStateTable other = await OpenAsync(time: TimeProvider.System);
        await FillAsync(table, null);

        for (int round = 0; round < 20; round++)
        {
            await foreach (StateEntry _ in table.EnumerateAsync(Token))
                break;
        }

        await WriteAsync(other, "key 0", "changed");
        Assert.AreEqual("changed", await ReadAsync(table, "key 0"));
        await table.CompactAsync(Token);
    }

    [TestMethod]
    public async Task Enumerate_Twice_AtOnce()
    {
        IStateTable table = await OpenAsync();
        await FillAsync(table);

        int pairs = 0;
        await using IAsyncEnumerator<StateEntry> second = table.EnumerateAsync(Token).GetAsyncEnumerator(Token);
        await foreach (StateEntry _ in table.EnumerateAsync(Token))
            pairs += await second.MoveNextAsync() ? 1 : 0;

        Assert.AreEqual(Many, pairs);
        Assert.IsFalse(await second.MoveNextAsync());
    }

    [TestMethod]
    public async Task Enumerate_CancelledInTheLoop_Ends()
    {
        IStateTable table = await OpenAsync();
        await FillAsync(table);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (StateEntry _ in table.EnumerateAsync(source.Token))
                await source.CancelAsync();
        });

        await WriteAsync(table, "key", "usable");
    }

    private Task FillAsync(IStateTable table) => FillAsync(table, Now.AddHours(1));

    private async Task FillAsync(IStateTable table, DateTimeOffset? expires) =>
        await table.PutManyAsync(
            [.. Enumerable.Range(0, Many).Select(number => new StateEntry(Bytes($"key {number}"), ContractRecord.Make($"value {number}", expires)))], Token);
}
