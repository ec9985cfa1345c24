using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>Deciding on a record.</content>
public abstract partial class StateTableContract
{
    [TestMethod]
    public async Task Update_NoRecord_DecidesOnNullAndWrites()
    {
        IStateTable table = await OpenAsync();

        string result = await table.UpdateAsync(
            Bytes("key"),
            Now.AddHours(1),
            static (present, end) => StateChange.Write(ContractRecord.Make("made", end), present is null ? "new" : "old"),
            Token);

        Assert.AreEqual("new", result);
        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("made", ContractRecord.Text(read));
        Assert.AreEqual(Now.AddHours(1), read!.Value.Expires);
    }

    [TestMethod]
    public async Task Update_ExistingRecord_SeesValueAndExpiry()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "value", Now.AddHours(1));

        (string? Text, DateTimeOffset? Expires) seen = await table.UpdateAsync(
            Bytes("key"),
            0,
            static (present, _) => StateChange.Write(ContractRecord.Make("next"), (ContractRecord.Text(present), present?.Expires)),
            Token);

        Assert.AreEqual(("value", Now.AddHours(1)), seen);
        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("next", ContractRecord.Text(read));
        Assert.IsNull(read!.Value.Expires);
    }

    [TestMethod]
    public async Task Update_WritesWhatItSaw_KeepsIt()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "value", Now.AddHours(1));

        await table.UpdateAsync(
            Bytes("key"), Now.AddHours(2), static (present, end) => StateChange.Write(present!.Value with { Expires = end }, 0), Token);

        Assert.AreEqual("value", await ReadAsync(table, "key"));
    }

    [TestMethod]
    [DataRow(false, DisplayName = "none")]
    [DataRow(true, DisplayName = "present")]
    public async Task Update_Keep_WritesNothing(bool exists)
    {
        IStateTable table = await OpenAsync();
        if (exists)
            await WriteAsync(table, "key", "value", Now.AddHours(1));

        int result = await table.UpdateAsync(Bytes("key"), 7, static (_, state) => StateChange.Keep(state), Token);

        Assert.AreEqual(7, result);
        Assert.AreEqual(exists ? "value" : null, await ReadAsync(table, "key"));
        Assert.HasCount(exists ? 1 : 0, await KeysAsync(table));
    }

    [TestMethod]
    [DataRow(false, DisplayName = "none")]
    [DataRow(true, DisplayName = "present")]
    public async Task Update_Delete_LeavesNoRecord(bool exists)
    {
        IStateTable table = await OpenAsync();
        if (exists)
            await WriteAsync(table, "key", "value");

        bool existed = await table.UpdateAsync(Bytes("key"), 0, static (present, _) => StateChange.Delete(present is not null), Token);

        Assert.AreEqual(exists, existed);
        Assert.IsNull(await ReadAsync(table, "key"));
    }

    [TestMethod]
    public async Task Update_DecisionThrows_LeavesRecordAndTableIntact()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        IStateTable other = await OpenAsync(time: TimeProvider.System);
        await WriteAsync(table, "key", "value");

        for (int round = 0; round < 20; round++)
        {
            await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await table.UpdateAsync<string, int>(
                Bytes("key"), "the decision failed", static (_, text) => throw new NotSupportedException(text), Token));
        }

        Assert.AreEqual("value", await ReadAsync(table, "key"));
        await WriteAsync(other, "key", "other");
        await WriteAsync(table, "key 2", "value");
        Assert.AreEqual("other", await ReadAsync(table, "key"));
    }

    [TestMethod]
    public async Task Update_DecisionThrowsAmongOthers_TakesNoneOfThemAlong()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);

        Task<bool>[] updates = [.. Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            try
            {
                return await table.UpdateAsync(
                    Bytes($"key {number}"),
                    number,
                    static (_, state) => state % 3 == 0 ? throw new NotSupportedException() : StateChange.Write(ContractRecord.Make("value"), result: true),
                    Token);
            }
            catch (NotSupportedException)
            {
                return false;
            }
        }))];

        bool[] written = await Task.WhenAll(updates);
        for (int number = 0; number < written.Length; number++)
        {
            Assert.AreEqual(number % 3 != 0, written[number]);
            Assert.AreEqual(number % 3 == 0 ? null : "value", await ReadAsync(table, $"key {number}"));
        }
    }

    [TestMethod]
    public async Task Update_ByAnotherHandle_IsSeen()
    {
        IStateTable table = await OpenAsync();
        IStateTable other = await OpenAsync();
        byte[] key = Bytes("key");

        Assert.AreEqual(1, await IncrementAsync(table, key, Token));
        Assert.AreEqual(2, await IncrementAsync(other, key, Token));
        Assert.AreEqual(3, await IncrementAsync(table, key, Token));

        Assert.AreEqual(3, await NumberAsync(other, key));
    }
}
