using System.Diagnostics;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>Another process holds the file.</summary>
[TestClass]
public sealed class LockTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task Write_LockedForTooLong_IsRefusedInTime()
    {
        await using var file = new DatabaseFile();
        IStateTable table = await file.OpenAsync(settings: SqliteBlockTests.Configured("busy-timeout", "1"));
        await DatabaseFile.WriteAsync(table, "key", "value");
        var watch = Stopwatch.StartNew();

        using (file.Lock())
        {
            Task[] writes = [.. Enumerable.Range(0, 5).Select(number => DatabaseFile.WriteAsync(table, $"key {number}", "value"))];
            foreach (Task write in writes)
            {
                StateStoreException problem = await DatabaseFile.RefusedAsync(() => write);
                Assert.AreEqual($"{file.Path}: other processes hold it for too long", problem.Message);
                Assert.IsTrue(problem.IsTransient);
            }
        }

        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(900), watch.Elapsed);
        Assert.IsNull(await DatabaseFile.ReadAsync(table, "key 0"));
        await DatabaseFile.WriteAsync(table, "key 0", "value");
    }

    [TestMethod]
    public async Task Write_LockGoesAway_IsWritten()
    {
        await using var file = new DatabaseFile();
        IStateTable table = await file.OpenAsync();
        Task write;

        using (file.Lock())
            write = DatabaseFile.WriteAsync(table, "key", "value");
        await write.WaitAsync(Limit);

        Assert.AreEqual("value", await DatabaseFile.ReadAsync(table, "key"));
    }

    [TestMethod]
    public async Task Write_CancelledWhileLocked_EndsAtOnceAndWritesNothing()
    {
        await using var file = new DatabaseFile();
        IStateTable table = await file.OpenAsync();
        using var source = new CancellationTokenSource();

        using (file.Lock())
        {
            Task[] writes =
            [
                .. Enumerable.Range(0, 3).Select(number => table.PutAsync(DatabaseFile.Bytes($"key {number}"), new StateRecord(default, null), source.Token).AsTask()),
            ];
            await source.CancelAsync();
            foreach (Task write in writes)
                await Assert.ThrowsAsync<OperationCanceledException>(() => write.WaitAsync(Limit));
        }

        await DatabaseFile.WriteAsync(table, "after", "value");
        Assert.AreEqual(1, await table.CountAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task ReadsAndKeptDecisions_Locked_DoNotWait()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(10);
        IStateTable table = await file.OpenAsync(settings: SqliteBlockTests.Configured("busy-timeout", "1"));

        using (file.Lock())
        {
            Assert.AreEqual("value 4", await DatabaseFile.ReadAsync(table, "key 4"));
            Assert.IsFalse(await table.InsertAsync(DatabaseFile.Bytes("key 4"), new StateRecord(default, null), CancellationToken.None));
            Assert.IsTrue(await table.UpdateAsync(
                DatabaseFile.Bytes("key 4"), 0, static (present, _) => StateChange.Keep(present is not null), CancellationToken.None));
            Assert.AreEqual(10, await table.CountAsync(CancellationToken.None));
        }
    }

    [TestMethod]
    public async Task Open_LockedWhileItIsMade_Waits()
    {
        await using var file = new DatabaseFile();
        await File.WriteAllBytesAsync(file.Path, []);
        Task<IStateTable> open;

        using (Connection other = Connection.Open(file.Path, isReadOnly: false))
        {
            other.Run("BEGIN EXCLUSIVE");
            open = file.OpenAsync();
        }

        await DatabaseFile.WriteAsync(await open.WaitAsync(Limit), "key", "value");
    }
}
