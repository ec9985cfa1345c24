using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>Reading, writing, inserting, deleting.</content>
public abstract partial class StateTableContract
{
    [TestMethod]
    public async Task Get_NoRecord_IsNull()
    {
        IStateTable table = await OpenAsync();

        Assert.IsNull(await table.GetAsync(Bytes("absent"), Token));
    }

    [TestMethod]
    public async Task Put_NewKey_IsReadBackWithItsExpiry()
    {
        IStateTable table = await OpenAsync();
        StateRecord written = ContractRecord.Make("value", Now.AddHours(1));

        await table.PutAsync(Bytes("key"), written, Token);

        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("value", ContractRecord.Text(read));
        Assert.AreEqual(written.Expires, read!.Value.Expires);
        Assert.IsNull(await table.GetAsync(Bytes("key\0"), Token));
    }

    [TestMethod]
    public async Task Put_ExistingKey_ReplacesValueAndExpiry()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "a rather long first value", Now.AddHours(1));

        await WriteAsync(table, "key", "second");

        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("second", ContractRecord.Text(read));
        Assert.IsNull(read!.Value.Expires);
        Assert.HasCount(1, await KeysAsync(table));
    }

    [TestMethod]
    public async Task Put_EmptyValue_IsARecord()
    {
        IStateTable table = await OpenAsync();

        await WriteAsync(table, "key", "");

        Assert.AreEqual("", await ReadAsync(table, "key"));
        Assert.IsFalse(await table.InsertAsync(Bytes("key"), ContractRecord.Make("other"), Token));
        Assert.AreEqual("seen", await table.UpdateAsync(
            Bytes("key"), 0, static (present, _) => StateChange.Keep(present is null ? "not seen" : "seen"), Token));
    }

    [TestMethod]
    public async Task Get_ReturnedValue_StaysWhatItWas()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "first");
        StateRecord? kept = await table.GetAsync(Bytes("key"), Token);

        for (int round = 0; round < 50; round++)
            await WriteAsync(table, "key", $"other {round}");

        Assert.AreEqual("first", ContractRecord.Text(kept));
    }

    [TestMethod]
    public async Task Put_CallersMemory_IsItsOwnAgainAfterwards()
    {
        IStateTable table = await OpenAsync();
        byte[] key = Bytes("key");
        byte[] value = Bytes("value");
        await table.PutAsync(key, new StateRecord(value, null), Token);
        await table.PutManyAsync([new StateEntry(Bytes("many"), new StateRecord(value, null))], Token);

        key.AsSpan().Clear();
        value.AsSpan().Clear();

        Assert.AreEqual("value", await ReadAsync(table, "key"));
        Assert.AreEqual("value", await ReadAsync(table, "many"));
    }

    [TestMethod]
    public async Task Insert_NewKey_Writes()
    {
        IStateTable table = await OpenAsync();

        Assert.IsTrue(await table.InsertAsync(Bytes("key"), ContractRecord.Make("value"), Token));

        Assert.AreEqual("value", await ReadAsync(table, "key"));
    }

    [TestMethod]
    public async Task Insert_ExistingKey_LeavesItAsItIs()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "first", Now.AddHours(1));

        Assert.IsFalse(await table.InsertAsync(Bytes("key"), ContractRecord.Make("second"), Token));

        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("first", ContractRecord.Text(read));
        Assert.AreEqual(Now.AddHours(1), read!.Value.Expires);
    }

    [TestMethod]
    public async Task Delete_ExistingKey_IsGone()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "value");
        await WriteAsync(table, "other", "stays");

        Assert.IsTrue(await table.DeleteAsync(Bytes("key"), Token));

        Assert.IsNull(await ReadAsync(table, "key"));
        Assert.IsFalse(await table.DeleteAsync(Bytes("key"), Token));
        Assert.AreEqual("stays", await ReadAsync(table, "other"));
    }

    [TestMethod]
    public async Task PutMany_NewAndExistingKeys_WritesAll()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key 7", "old");

        await table.PutManyAsync(
            [.. Enumerable.Range(0, 2000).Select(number => new StateEntry(Bytes($"key {number}"), ContractRecord.Make($"value {number}", Now.AddHours(1))))],
            Token);

        Assert.AreEqual("value 0", await ReadAsync(table, "key 0"));
        Assert.AreEqual("value 7", await ReadAsync(table, "key 7"));
        Assert.AreEqual("value 1999", await ReadAsync(table, "key 1999"));
        Assert.HasCount(2000, await KeysAsync(table));
    }

    [TestMethod]
    public async Task PutMany_Nothing_WritesNothing()
    {
        IStateTable table = await OpenAsync();

        await table.PutManyAsync([], Token);

        Assert.HasCount(0, await KeysAsync(table));
    }

    [TestMethod]
    public async Task PutMany_EqualKeys_LastCounts()
    {
        IStateTable table = await OpenAsync();

        await table.PutManyAsync(
            [
                new StateEntry(Bytes("key"), ContractRecord.Make("first", Now.AddHours(1))),
                new StateEntry(Bytes("other"), ContractRecord.Make("other")),
                new StateEntry(Bytes("key"), ContractRecord.Make("last")),
            ],
            Token);

        StateRecord? read = await table.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("last", ContractRecord.Text(read));
        Assert.IsNull(read!.Value.Expires);
    }

    [TestMethod]
    public async Task PutMany_ListFailsHalfway_WritesNone()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key 1", "old");
        var entries = new FailingEntries(
            [.. Enumerable.Range(0, 20).Select(static number => new StateEntry(Bytes($"key {number}"), ContractRecord.Make("new")))], failsAt: 10);

        await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await table.PutManyAsync(entries, Token));

        Assert.AreEqual("key 1", string.Join(',', await KeysAsync(table)));
        Assert.AreEqual("old", await ReadAsync(table, "key 1"));
        await WriteAsync(table, "key 2", "usable");
    }

    [TestMethod]
    public async Task Count_AfterWritesAndDeletes_IsTheNumberOfRecords()
    {
        IStateTable table = await OpenAsync();
        await table.PutManyAsync([.. Enumerable.Range(0, 300).Select(static number => new StateEntry(Bytes($"{number}"), ContractRecord.Make("")))], Token);
        await table.DeleteAsync(Bytes("17"), Token);

        long count = await table.CountAsync(Token);

        if (CountsExactly)
            Assert.AreEqual(299, count);
        else
            Assert.IsGreaterThanOrEqualTo(0, count);
    }

    [TestMethod]
    public async Task Compact_AfterDeletes_LeavesTheOthers()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        IStateTable other = await OpenAsync(time: TimeProvider.System);
        await table.PutManyAsync(
            [.. Enumerable.Range(0, 1000).Select(static number => new StateEntry(Bytes($"{number}"), ContractRecord.Make(new string('x', 500))))], Token);
        for (int number = 0; number < 990; number++)
            await table.DeleteAsync(Bytes($"{number}"), Token);

        await table.CompactAsync(Token);

        Assert.HasCount(10, await KeysAsync(table));
        Assert.HasCount(10, await KeysAsync(other));
        await WriteAsync(other, "after", "value");
        Assert.AreEqual("value", await ReadAsync(table, "after"));
    }
}
