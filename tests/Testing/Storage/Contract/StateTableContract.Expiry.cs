using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <content>When records stop existing.</content>
public abstract partial class StateTableContract
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [TestMethod]
    public async Task Get_AtTheInstantOfExpiry_IsNull()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "whole", "value", Now.AddSeconds(60));
        await WriteAsync(table, "part", "value", Now.AddSeconds(60) + Moment);

        Clock.Advance(TimeSpan.FromSeconds(60) - Moment);
        Assert.AreEqual("value", await ReadAsync(table, "whole"));

        Clock.Advance(Moment);
        Assert.IsNull(await ReadAsync(table, "whole"));
        Assert.AreEqual("value", await ReadAsync(table, "part"));

        Clock.Advance(Moment);
        Assert.IsNull(await ReadAsync(table, "part"));
    }

    [TestMethod]
    public async Task Put_AlreadyExpired_DoesNotExist()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "now", "old");

        await WriteAsync(table, "now", "value", Now);
        await WriteAsync(table, "long ago", "value", DateTimeOffset.MinValue);

        Assert.IsNull(await ReadAsync(table, "now"));
        Assert.IsNull(await ReadAsync(table, "long ago"));
    }

    [TestMethod]
    public async Task Put_FarExpiries_AreKept()
    {
        IStateTable table = await OpenAsync();
        var farthest = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        var elsewhere = new DateTimeOffset(2038, 1, 19, 5, 14, 8, TimeSpan.FromHours(2));

        await WriteAsync(table, "farthest", "value", farthest);
        await WriteAsync(table, "elsewhere", "value", elsewhere);

        Assert.AreEqual(farthest, (await table.GetAsync(Bytes("farthest"), Token))!.Value.Expires);
        Assert.AreEqual(elsewhere, (await table.GetAsync(Bytes("elsewhere"), Token))!.Value.Expires);
    }

    [TestMethod]
    public async Task Insert_OverExpired_Writes()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "old", Now.AddSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsTrue(await table.InsertAsync(Bytes("key"), ContractRecord.Make("new", Now.AddSeconds(1)), Token));

        Assert.AreEqual("new", await ReadAsync(table, "key"));
        Assert.AreEqual(0, await table.ExpireAsync(Token));
        Assert.AreEqual("new", await ReadAsync(table, "key"));
    }

    [TestMethod]
    public async Task Delete_OfExpired_IsFalse()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "old", Now.AddSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsFalse(await table.DeleteAsync(Bytes("key"), Token));
    }

    [TestMethod]
    public async Task Update_OfExpired_DecidesOnNull()
    {
        IStateTable table = await OpenAsync();
        foreach (string key in new[] { "keep", "write", "delete" })
            await WriteAsync(table, key, "old", Now.AddSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsTrue(await table.UpdateAsync(Bytes("keep"), 0, static (present, _) => StateChange.Keep(present is null), Token));
        Assert.IsTrue(await table.UpdateAsync(Bytes("delete"), 0, static (present, _) => StateChange.Delete(present is null), Token));
        Assert.IsTrue(await table.UpdateAsync(
            Bytes("write"), 0, static (present, _) => StateChange.Write(ContractRecord.Make("new"), present is null), Token));

        Assert.AreEqual("write", string.Join(',', await KeysAsync(table)));
        Assert.AreEqual("new", await ReadAsync(table, "write"));
    }

    [TestMethod]
    public async Task Enumerate_ExpiredRecords_AreNotAmongThem()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "short", "value", Now.AddSeconds(1));
        await WriteAsync(table, "long", "value", Now.AddSeconds(2));
        await WriteAsync(table, "ever", "value");
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("ever,long", string.Join(',', await KeysAsync(table)));
    }

    [TestMethod]
    public async Task Expire_SomeExpired_DeletesThemAlone()
    {
        IStateTable table = await OpenAsync();
        await table.PutManyAsync(
            [.. Enumerable.Range(0, 2500).Select(number => new StateEntry(Bytes($"short {number}"), ContractRecord.Make("value", Now.AddSeconds(number % 50))))],
            Token);
        await WriteAsync(table, "long", "value", Now.AddSeconds(100));
        await WriteAsync(table, "ever", "value");
        await WriteAsync(table, "short 7", "prolonged", Now.AddSeconds(100));
        Clock.Advance(TimeSpan.FromSeconds(50));

        Assert.AreEqual(2499, await table.ExpireAsync(Token));

        Assert.AreEqual("ever,long,short 7", string.Join(',', await KeysAsync(table)));
        if (CountsExactly)
            Assert.AreEqual(3, await table.CountAsync(Token));
        Assert.AreEqual(0, await table.ExpireAsync(Token));
    }

    [TestMethod]
    public async Task Expire_EmptyTable_IsZero()
    {
        IStateTable table = await OpenAsync();

        Assert.AreEqual(0, await table.ExpireAsync(Token));
    }

    [TestMethod]
    public async Task Expire_WhileOthersWrite_LosesNothing()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        IStateTable other = await OpenAsync(time: TimeProvider.System);
        DateTimeOffset past = DateTimeOffset.UnixEpoch;
        await table.PutManyAsync(
            [.. Enumerable.Range(0, 2000).Select(number => new StateEntry(Bytes($"{number}"), ContractRecord.Make("old", past)))], Token);

        Task<long> expire = Task.Run(async () => await table.ExpireAsync(Token));
        for (int number = 0; number < 100; number++)
            Assert.IsTrue(await other.InsertAsync(Bytes($"{number * 20}"), ContractRecord.Make("new"), Token));
        await expire;
        await table.ExpireAsync(Token);

        Assert.HasCount(100, await KeysAsync(table));
        for (int number = 0; number < 100; number++)
            Assert.AreEqual("new", await ReadAsync(table, $"{number * 20}"));
    }
}
