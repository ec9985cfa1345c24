using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>Odd keys and values, cancelled calls.</content>
public abstract partial class StateTableContract
{
    /// <summary>Keys up to this many bytes work with every store.</summary>
    private const int ShortKey = 500;

    [TestMethod]
    public async Task Put_BinaryKeysAndValues_AreReadBack()
    {
        IStateTable table = await OpenAsync();
        byte[] all = [.. Enumerable.Range(0, 256).Select(static number => (byte)number)];
        byte[][] keys =
        [
            [0], [0, 0], [1, 0], [1], [0xFF], [0xFF, 0xFE], [0xC3, 0x28], [.. "key\0"u8], [.. "key"u8], [.. "KEY"u8], [.. "kéy"u8], [.. "ke\u0301y"u8], [.. "key "u8],
            [.. "' OR 1=1; --"u8], [.. "%_\\x00$1"u8], all,
        ];

        foreach (byte[] key in keys)
            await table.PutAsync(key, new StateRecord(key.Reverse().Concat(all).ToArray(), null), Token);

        foreach (byte[] key in keys)
            CollectionAssert.AreEqual(key.Reverse().Concat(all).ToArray(), (await table.GetAsync(key, Token))!.Value.Value.ToArray());
        List<string> expected = [.. keys.Select(static key => ContractRecord.Text(key)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, await KeysAsync(table));
    }

    [TestMethod]
    public async Task Put_ValueOf64Kibibytes_IsReadBack()
    {
        IStateTable table = await OpenAsync();
        byte[] value = new byte[64 * 1024];
        new Random(1).NextBytes(value);

        await table.PutAsync(Bytes("key"), new StateRecord(value, null), Token);

        CollectionAssert.AreEqual(value, (await table.GetAsync(Bytes("key"), Token))!.Value.Value.ToArray());
        int length = await table.UpdateAsync(Bytes("key"), 0, static (present, _) => StateChange.Keep(present!.Value.Value.Length), Token);
        Assert.AreEqual(value.Length, length);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(ShortKey)]
    [DataRow(512)]
    [DataRow(2_000)]
    [DataRow(3_000)]
    [DataRow(70_000)]
    [DataRow(1_000_000)]
    public async Task Put_KeyOfAnyLength_IsKeptOrRefused(int length)
    {
        IStateTable table = await OpenAsync();
        byte[] key = new byte[length];
        new Random(length).NextBytes(key);
        StateRecord number = new(new byte[sizeof(long)], null);
        StateEntry[] entries = [new StateEntry(Bytes("before"), ContractRecord.Make("value")), new StateEntry(key, number)];

        bool isKept = await TakesAsync(async () => await table.PutAsync(key, number, Token));
        Assert.AreEqual(isKept, await TakesAsync(async () => await table.PutManyAsync(entries, Token)), "all or none");
        Assert.AreEqual(isKept, await TakesAsync(async () => await IncrementAsync(table, key, Token)));

        Assert.IsTrue(isKept || length is 0 or > ShortKey);
        Assert.AreEqual(isKept ? "value" : null, await ReadAsync(table, "before"));
        Assert.HasCount(isKept ? 2 : 0, await KeysAsync(table));
        if (isKept)
            Assert.IsTrue(await table.DeleteAsync(key, Token));
        await WriteAsync(table, "after", "usable");
    }

    [TestMethod]
    public async Task Put_LongKeysThatDifferAtTheEnd_AreTwo()
    {
        IStateTable table = await OpenAsync();
        string start = new('k', ShortKey - 1);

        await WriteAsync(table, start + "1", "first");
        await WriteAsync(table, start + "2", "second");

        Assert.AreEqual("first", await ReadAsync(table, start + "1"));
        Assert.AreEqual("second", await ReadAsync(table, start + "2"));
    }

    [TestMethod]
    public async Task AnyOperation_CancelledBefore_DoesNothing()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "value");
        var cancelled = new CancellationToken(canceled: true);

        foreach (Func<Task> call in Calls(table, cancelled))
            await Assert.ThrowsAsync<OperationCanceledException>(call);

        Assert.AreEqual("key", string.Join(',', await KeysAsync(table)));
        Assert.AreEqual("value", await ReadAsync(table, "key"));
    }

    /// <summary>One call of each operation; those that write come first.</summary>
    protected static IReadOnlyList<Func<Task>> Calls(IStateTable table, CancellationToken cancellationToken) =>
        [.. Writes(table, cancellationToken), .. Reads(table, cancellationToken)];

    protected static IReadOnlyList<Func<Task>> Writes(IStateTable table, CancellationToken cancellationToken) =>
    [
        async () => await table.PutAsync(Bytes("key"), ContractRecord.Make("changed"), cancellationToken),
        async () => await table.PutManyAsync([new StateEntry(Bytes("key"), ContractRecord.Make("changed"))], cancellationToken),
        async () => await table.InsertAsync(Bytes("new"), ContractRecord.Make("changed"), cancellationToken),
        async () => await table.DeleteAsync(Bytes("key"), cancellationToken),
        async () => await table.UpdateAsync(Bytes("key"), 0, static (_, _) => StateChange.Write(ContractRecord.Make("changed"), 0), cancellationToken),
        async () => await table.UpdateAsync(Bytes("key"), 0, static (_, _) => StateChange.Delete(0), cancellationToken),
        async () => await table.ExpireAsync(cancellationToken),
        async () => await table.CompactAsync(cancellationToken),
    ];

    private static IReadOnlyList<Func<Task>> Reads(IStateTable table, CancellationToken cancellationToken) =>
    [
        async () => await table.GetAsync(Bytes("key"), cancellationToken),
        async () => await table.CountAsync(cancellationToken),
        async () =>
        {
            await foreach (StateEntry _ in table.EnumerateAsync(cancellationToken))
                continue;
        },
    ];

    private static async Task<bool> TakesAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (StateStoreException e)
        {
            Assert.IsFalse(e.IsTransient, e.Message);
            return false;
        }
    }
}
