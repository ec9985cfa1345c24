using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>Disks that are full, or may not be written.</summary>
[TestClass]
public sealed class DiskTests
{
    private const int Room = 4096;

    [TestMethod]
    public async Task Put_DiskFills_SaysSoAndGoesOnWhenThereIsRoom()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Room);
        await using var file = new DatabaseFile(disk.Path);
        IStateTable table = await file.OpenAsync();
        string value = new('v', 10_000);
        int written = 0;

        StateStoreException problem = await DatabaseFile.RefusedAsync(async () =>
        {
            while (true)
            {
                await DatabaseFile.WriteAsync(table, $"key {written}", value);
                written++;
            }
        });

        Assert.AreEqual($"{file.Path}: the disk is full", problem.Message);
        Assert.IsTrue(problem.IsTransient);
        Assert.IsGreaterThan(50, written);
        for (int number = 0; number < written; number++)
            Assert.AreEqual(value, await DatabaseFile.ReadAsync(table, $"key {number}"));
        Assert.IsNull(await DatabaseFile.ReadAsync(table, $"key {written}"));
        await file.DisposeAsync();
        Assert.AreEqual(0, file.CountFaults());
    }

    [TestMethod]
    public async Task AnyWrite_DiskFullForAWhile_WorksAfterwards()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Room);
        await using var file = new DatabaseFile(disk.Path);
        IStateTable table = await file.OpenAsync();
        await DatabaseFile.WriteAsync(table, "key", "before");
        string large = new('v', 100_000);

        disk.Fill();
        for (int round = 0; round < 3; round++)
            Assert.IsTrue((await DatabaseFile.RefusedAsync(() => DatabaseFile.WriteAsync(table, "large", large))).IsTransient);
        Assert.AreEqual("before", await DatabaseFile.ReadAsync(table, "key"));
        disk.Empty();

        await DatabaseFile.WriteAsync(table, "large", large);
        Assert.AreEqual(large, await DatabaseFile.ReadAsync(table, "large"));
    }

    [TestMethod]
    public async Task Open_DiskFull_SaysSoAndWorksAfterwards()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Room);
        await using var file = new DatabaseFile(disk.Path);
        disk.Fill();

        StateStoreException problem = await DatabaseFile.RefusedAsync(() => file.OpenAsync());
        Assert.IsTrue(problem.IsTransient, problem.Message);
        StringAssert.StartsWith(problem.Message, file.Path);
        disk.Empty();

        IStateTable table = await file.OpenAsync();
        await DatabaseFile.WriteAsync(table, "key", "value");
    }

    [TestMethod]
    public async Task Put_OneOfManyTooLargeForTheDisk_AloneIsRefused()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Room);
        await using var file = new DatabaseFile(disk.Path);
        IStateTable table = await file.OpenAsync();
        Task large;
        Task[] small;
        using (file.Lock())
        {
            large = DatabaseFile.WriteAsync(table, "large", new string('v', Room * 1024));
            small = [.. Enumerable.Range(0, 10).Select(number => DatabaseFile.WriteAsync(table, $"small {number}", "value"))];
        }

        await DatabaseFile.RefusedAsync(() => large);
        await Task.WhenAll(small);
        Assert.AreEqual("value", await DatabaseFile.ReadAsync(table, "small 9"));
        Assert.IsNull(await DatabaseFile.ReadAsync(table, "large"));
    }

    [TestMethod]
    public async Task AnyOperation_FileSystemReadOnly_SaysSo()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(Room);
        await using var file = new DatabaseFile(disk.Path);
        await file.FillAsync(10);
        await disk.ForbidWritingAsync();

        StateStoreException problem = await DatabaseFile.RefusedAsync(async () =>
            await (await file.OpenAsync()).PutAsync(DatabaseFile.Bytes("key"), new StateRecord(default, null), CancellationToken.None));
        StringAssert.StartsWith(problem.Message, file.Path);
        Assert.IsFalse(problem.IsTransient, problem.Message);

        await disk.AllowWritingAsync();
        Assert.AreEqual("value 2", await DatabaseFile.ReadAsync(await file.OpenAsync(), "key 2"));
    }

    [TestMethod]
    public void SqliteFault_OfAnyKind_SaysOneLine()
    {
        for (int code = 1; code < 30; code++)
        {
            StateStoreException problem = new SqliteFault(code, "text").ToStoreException("/state/table.sqlite");
            StringAssert.StartsWith(problem.Message, "/state/table.sqlite: ");
            Assert.DoesNotContain('\n', problem.Message);
        }
    }
}
