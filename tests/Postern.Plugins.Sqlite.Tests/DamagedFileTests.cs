using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>Files that are damaged, others' or gone.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    private const int Records = 400;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task AnyOperation_BytesChanged_FailsCleanlyOrAnswers()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(Records);
        byte[] sound = await File.ReadAllBytesAsync(file.Path);
        var random = new Random(7);
        int refused = 0;

        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. sound];
            for (int change = 0; change <= round % 20; change++)
            {
                // Every other change where it does most: in the headers of pages.
                int place = change % 2 == 0 ? random.Next(damaged.Length / 4096) * 4096 + random.Next(120) : random.Next(damaged.Length);
                damaged[place] = (byte)random.Next(256);
            }

            refused += await UseAsync(file, damaged);
        }

        Assert.IsGreaterThan(0, refused);
    }

    [TestMethod]
    public async Task AnyOperation_FileCut_FailsCleanlyOrAnswers()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(Records);
        byte[] sound = await File.ReadAllBytesAsync(file.Path);
        var random = new Random(8);

        for (int length = 1; length < sound.Length; length += 1 + random.Next(2000))
            await UseAsync(file, sound[..length]);
    }

    [TestMethod]
    public async Task AnyOperation_FileCutWhileOpen_FailsCleanly()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(Records);
        IStateTable table = await file.OpenAsync();

        await ServerProcess.RunAsync("/usr/bin/truncate", ["-s", "5000", file.Path], Limit);

        await Assert.ThrowsExactlyAsync<StateStoreException>(async () =>
        {
            for (int round = 0; ; round++)
            {
                await DatabaseFile.WriteAsync(table, $"key {round}", "value");
                await foreach (StateEntry _ in table.EnumerateAsync(CancellationToken.None))
                    continue;
            }
        });
    }

    [TestMethod]
    [DataRow("deleted")]
    [DataRow("log deleted")]
    [DataRow("replaced")]
    public async Task AnyOperation_FileGoneWhileOpen_SaysSoAndOpensAnew(string what)
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(10);
        IStateTable table = await file.OpenAsync();
        await DatabaseFile.WriteAsync(table, "key", "old");

        if (what == "replaced")
        {
            await using var other = new DatabaseFile();
            await other.FillAsync(5);
            File.Move(other.Path, file.Path, overwrite: true);
        }
        else
        {
            File.Delete(what == "deleted" ? file.Path : file.Path + "-wal");
        }

        StateStoreException problem = await DatabaseFile.RefusedAsync(async () =>
        {
            while (true)
                await DatabaseFile.ReadAsync(table, "key");
        });
        Assert.AreEqual($"{file.Path}: the file was deleted or replaced while it was open; the next use opens it anew", problem.Message);
        Assert.IsTrue(problem.IsTransient);
        await DatabaseFile.WriteAsync(table, "new", "value");
        Assert.AreEqual("value", await DatabaseFile.ReadAsync(table, "new"));
        Assert.AreEqual(what == "deleted" ? null : "value 4", await DatabaseFile.ReadAsync(table, "key 4"));
        Assert.AreEqual(0, file.CountFaults());
    }

    [TestMethod]
    public async Task AnyOperation_OldLogCannotBeDeleted_IsRefusedUntilItCan()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(10);
        IStateTable table = await file.OpenAsync();
        await DatabaseFile.WriteAsync(table, "key", "old");
        await using var other = new DatabaseFile();
        await other.FillAsync(5);
        File.Move(other.Path, file.Path, overwrite: true);
        File.Delete(file.Path + "-shm");
        Directory.CreateDirectory(file.Path + "-shm");

        StateStoreException problem = await DatabaseFile.RefusedAsync(async () =>
        {
            for (int round = 0; ; round++)
                await DatabaseFile.WriteAsync(table, $"key {round}", "value");
        });
        StringAssert.StartsWith(problem.Message, $"{file.Path}: the file was replaced while it was open, and the log of the old one cannot be deleted: ");
        await DatabaseFile.RefusedAsync(() => DatabaseFile.WriteAsync(table, "new", "value"));
        await DatabaseFile.RefusedAsync(() => DatabaseFile.ReadAsync(table, "new"));

        Directory.Delete(file.Path + "-shm");
        await DatabaseFile.WriteAsync(table, "new", "value");
        Assert.AreEqual("value 4", await DatabaseFile.ReadAsync(table, "key 4"));
        Assert.AreEqual(0, file.CountFaults());
    }

    [TestMethod]
    [DataRow("CREATE TABLE other (x)", "this is an SQLite database of another program")]
    [DataRow("PRAGMA application_id = 7", "this is an SQLite database of another program")]
    public async Task Open_FileOfAnotherProgram_IsRefused(string sql, string text)
    {
        await using var file = new DatabaseFile();
        await File.WriteAllBytesAsync(file.Path, []);
        file.Run(sql);

        foreach (StateTableMode mode in Enum.GetValues<StateTableMode>())
            await RefusesAsync(file, text, mode);
    }

    [TestMethod]
    public async Task Open_NewerVersion_IsRefused()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(1);
        file.Run("PRAGMA user_version = 2");

        await RefusesAsync(
            file, "the file has version 2 of the format, this program knows version 1: use the program that wrote it, or move the file away", StateTableMode.ReadWrite);
    }

    [TestMethod]
    public async Task Open_TableMissing_IsRefused()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(1);
        file.Run("DROP TABLE record");

        await RefusesAsync(file, "SQLite says: no such table: record (code 1)", StateTableMode.ReadWrite);
    }

    [TestMethod]
    public async Task Open_Text_IsRefused()
    {
        await using var file = new DatabaseFile();
        await File.WriteAllTextAsync(file.Path, new string('x', 10_000));

        await RefusesAsync(file, "this is not an SQLite database", StateTableMode.ReadWrite);
    }

    [TestMethod]
    public async Task Open_Directory_IsRefused()
    {
        await using var file = new DatabaseFile();
        Directory.CreateDirectory(file.Path);

        foreach (StateTableMode mode in Enum.GetValues<StateTableMode>())
            await RefusesAsync(file, "this is a directory", mode);
    }

    [TestMethod]
    public async Task Open_FolderMissing_IsRefused()
    {
        await using var file = new DatabaseFile("/nowhere/at/all");

        await RefusesAsync(file, "it cannot be made: its folder does not exist", StateTableMode.ReadWrite);
        await RefusesAsync(file, "it does not exist", StateTableMode.ReadOnly);
    }

    [TestMethod]
    public async Task Open_EmptyFile_BecomesATableUnlessReadOnly()
    {
        await using var file = new DatabaseFile();
        await File.WriteAllBytesAsync(file.Path, []);

        await RefusesAsync(file, "this is an empty file", StateTableMode.ReadOnly);
        await DatabaseFile.WriteAsync(await file.OpenAsync(), "key", "value");
    }

    private static async Task RefusesAsync(DatabaseFile file, string text, StateTableMode mode)
    {
        StateStoreException problem = await DatabaseFile.RefusedAsync(() => file.OpenAsync(mode));
        Assert.AreEqual($"{file.Path}: {text}", problem.Message);
        Assert.IsFalse(problem.IsTransient);
    }

    /// <summary>Uses a file in all ways; returns how many of them were refused.</summary>
    private static async Task<int> UseAsync(DatabaseFile file, byte[] content)
    {
        File.Delete(file.Path + "-wal");
        File.Delete(file.Path + "-shm");
        await File.WriteAllBytesAsync(file.Path, content);
        int refused = 0;
        IStateTable? table = null;
        CancellationToken token = CancellationToken.None;
        Func<Task>[] uses =
        [
            async () => table = await file.OpenAsync(),
            async () => await table!.GetAsync(DatabaseFile.Bytes("key 17"), token),
            async () => await table!.UpdateAsync(DatabaseFile.Bytes("key 18"), 0, static (present, _) => StateChange.Write(present ?? default, 0), token),
            async () => await table!.DeleteAsync(DatabaseFile.Bytes("key 19"), token),
            async () => await table!.InsertAsync(DatabaseFile.Bytes("new"), new StateRecord(default, DateTimeOffset.UnixEpoch), token),
            async () => await table!.CountAsync(token),
            async () =>
            {
                await foreach (StateEntry _ in table!.EnumerateAsync(token))
                    continue;
            },
            async () => await table!.ExpireAsync(token),
            async () => await table!.CompactAsync(token),
        ];
        foreach (Func<Task> use in uses)
        {
            try
            {
                await use();
            }
            catch (StateStoreException e)
            {
                StringAssert.StartsWith(e.Message, file.Path);
                refused++;
                if (table is null)
                    return refused;
            }
        }

        await table!.DisposeAsync();
        return refused;
    }
}
