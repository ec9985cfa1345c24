using System.Text;
using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <summary>What every table promises that outlives the process: how it is opened and closed.</summary>
public abstract class StoredTableContract : StateTableContract
{
    [TestMethod]
    public async Task Open_AfterClose_HasTheRecords()
    {
        IStateTable first = await OpenAsync();
        await WriteAsync(first, "key", "value", Now.AddHours(1));
        await first.DisposeAsync();

        IStateTable second = await OpenAsync();

        StateRecord? read = await second.GetAsync(Bytes("key"), Token);
        Assert.AreEqual("value", ContractRecord.Text(read));
        Assert.AreEqual(Now.AddHours(1), read!.Value.Expires);
    }

    [TestMethod]
    public async Task Open_ReadOnlyMissing_SaysSoAndMakesNothing()
    {
        for (int round = 0; round < 2; round++)
        {
            StateStoreException problem = await Assert.ThrowsExactlyAsync<StateStoreException>(() => OpenAsync(StateTableMode.ReadOnly));

            Assert.IsFalse(problem.IsTransient);
            StringAssert.StartsWith(problem.Message, Location);
            Assert.DoesNotContain('\n', problem.Message);
        }
    }

    [TestMethod]
    public async Task Open_ReadOnly_ReadsWhatOthersWrite()
    {
        IStateTable writer = await OpenAsync();
        await WriteAsync(writer, "key", "first", Now.AddHours(1));
        IStateTable reader = await OpenAsync(StateTableMode.ReadOnly);

        Assert.AreEqual("first", await ReadAsync(reader, "key"));
        await WriteAsync(writer, "key", "second", Now.AddHours(1));
        Assert.AreEqual("second", await ReadAsync(reader, "key"));
        await WriteAsync(writer, "more", "value");
        Assert.HasCount(2, await KeysAsync(reader));
        Assert.IsGreaterThanOrEqualTo(0, await reader.CountAsync(Token));

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsNull(await ReadAsync(reader, "key"));
        Assert.AreEqual("more", string.Join(',', await KeysAsync(reader)));
    }

    [TestMethod]
    public async Task Open_ReadOnlyAfterClose_Reads()
    {
        IStateTable writer = await OpenAsync();
        await WriteAsync(writer, "key", "value");
        await writer.DisposeAsync();

        IStateTable reader = await OpenAsync(StateTableMode.ReadOnly);

        Assert.AreEqual("value", await ReadAsync(reader, "key"));
    }

    [TestMethod]
    public async Task AnyWrite_ReadOnly_IsRefused()
    {
        IStateTable writer = await OpenAsync();
        await WriteAsync(writer, "key", "value");
        IStateTable reader = await OpenAsync(StateTableMode.ReadOnly);

        foreach (Func<Task> write in Writes(reader, Token))
        {
            StateStoreException problem = await Assert.ThrowsExactlyAsync<StateStoreException>(write);
            Assert.IsFalse(problem.IsTransient, problem.Message);
        }

        Assert.AreEqual("key", string.Join(',', await KeysAsync(writer)));
        Assert.AreEqual("value", await ReadAsync(reader, "key"));
    }

    [TestMethod]
    public async Task AnyOperation_AfterDispose_IsRefused()
    {
        IStateTable table = await OpenAsync();
        await WriteAsync(table, "key", "value");

        await table.DisposeAsync();
        await table.DisposeAsync();

        foreach (Func<Task> call in Calls(table, Token))
            await Assert.ThrowsExactlyAsync<ObjectDisposedException>(call);
        Assert.AreEqual("value", await ReadAsync(await OpenAsync(), "key"));
    }

    [TestMethod]
    public async Task Dispose_OneOfTwoHandles_LeavesTheOther()
    {
        IStateStoreProvider provider = Provide();
        IStateTable first = await OpenAsync(provider);
        IStateTable second = await OpenAsync(provider);
        await WriteAsync(first, "key", "value");

        await first.DisposeAsync();

        Assert.AreEqual("value", await ReadAsync(second, "key"));
        await WriteAsync(second, "key", "other");
    }

    [TestMethod]
    public async Task Dispose_WhileOthersWork_EndsThemOrLetsThemFinish()
    {
        IStateTable table = await OpenAsync(time: TimeProvider.System);
        long acknowledged = 0;
        using var started = new SemaphoreSlim(0);

        Task[] workers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    await IncrementAsync(table, Bytes("counter"), Token);
                    Interlocked.Increment(ref acknowledged);
                    started.Release();
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }))];
        await started.WaitAsync(Token);
        await table.DisposeAsync();
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30), Token);

        long number = await NumberAsync(await OpenAsync(time: TimeProvider.System), Bytes("counter"));
        Assert.AreEqual(acknowledged, number);
    }

    [TestMethod]
    public async Task Open_ManyAtOnce_MakesOneTable()
    {
        IStateTable[] tables = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            await CreateProvider(TimeProvider.System).OpenAsync(Request(), Token))));

        foreach (IStateTable table in tables)
            await IncrementAsync(table, Bytes("counter"), Token);

        Assert.AreEqual(8, await NumberAsync(tables[0], Bytes("counter")));
        foreach (IStateTable table in tables)
            await table.DisposeAsync();
    }

    [TestMethod]
    public async Task Enumerate_Disposed_Ends()
    {
        IStateTable table = await OpenAsync();
        await table.PutManyAsync(
            [.. Enumerable.Range(0, 3000).Select(static number => new StateEntry(Encoding.Latin1.GetBytes($"{number}"), ContractRecord.Make("value")))], Token);
        IStateTable other = await OpenAsync();

        await using (IAsyncEnumerator<StateEntry> entries = table.EnumerateAsync(Token).GetAsyncEnumerator(Token))
        {
            Assert.IsTrue(await entries.MoveNextAsync());
            await table.DisposeAsync();
            await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () =>
            {
                while (await entries.MoveNextAsync())
                    continue;
            });
        }

        Assert.HasCount(3000, await KeysAsync(other));
    }
}
