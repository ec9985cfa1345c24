using System.Reflection;
using Postern.Abstractions.Storage;
using Postern.PluginLoading;
using Postern.Testing.Logging;

namespace Postern.Plugins.Sqlite.Tests;

[TestClass]
public sealed class SqliteStoreProviderTests
{
    private static readonly string Plugins = typeof(SqliteStoreProviderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static item => item.Key == "Plugins").Value!;

    private readonly SqliteStoreProvider _provider = new(TimeProvider.System, new SqliteBlock());

    [TestMethod]
    public async Task Recognizes_OurFile_IsTrue()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(1);

        Assert.IsTrue(_provider.Recognizes(file.Path));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("SQLite format")]
    [DataRow("\x13\x57\x9A\xCE is a file of another kind")]
    public async Task Recognizes_AnotherFile_IsFalse(string content)
    {
        await using var file = new DatabaseFile();
        await File.WriteAllBytesAsync(file.Path, DatabaseFile.Bytes(content));

        Assert.IsFalse(_provider.Recognizes(file.Path));
    }

    [TestMethod]
    [DataRow("/nowhere/at/all")]
    [DataRow("/etc")]
    [DataRow("/dev/zero")]
    public void Recognizes_NoFile_IsFalse(string path) => Assert.IsFalse(_provider.Recognizes(path));

    [TestMethod]
    public async Task Recognizes_FileThatIsOpen_KeepsItsLocks()
    {
        await using var file = new DatabaseFile();
        IStateTable table = await _provider.OpenAsync(new StateTableRequest(file.Path), CancellationToken.None);
        await DatabaseFile.WriteAsync(table, "key", "value");

        // Another generation of plugins has another provider.
        Assert.IsTrue(new SqliteStoreProvider(TimeProvider.System, new SqliteBlock()).Recognizes(file.Path));

        // A process that believes to be the last one would delete the log.
        using var process = WriterProcess.Start("count", file.Path, "1");
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.IsTrue(File.Exists(file.Path + "-wal"));
        await table.DisposeAsync();
        Assert.IsFalse(File.Exists(file.Path + "-wal"));
    }

    [TestMethod]
    public async Task Recognizes_DamagedFile_IsTrue()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(100);
        byte[] bytes = await File.ReadAllBytesAsync(file.Path);
        bytes.AsSpan(100, 20).Fill(0x55);
        await File.WriteAllBytesAsync(file.Path, bytes);

        Assert.IsTrue(_provider.Recognizes(file.Path));
    }

    [TestMethod]
    public async Task Load_AsAPlugin_OpensATableAndUnloads()
    {
        await using var file = new DatabaseFile();
        var host = new PluginHost(
            new PluginHostOptions { Directories = [Plugins], StateDirectory = Path.GetTempPath(), Only = new HashSet<string> { "Sqlite" } }, new LogRecorder(), TimeProvider.System);
        PluginGeneration generation = await host.LoadAsync(static _ => [], CancellationToken.None);

        IStateStoreProvider provider = generation.GetExports<IStateStoreProvider>().Single();
        await using (IStateTable table = await provider.OpenAsync(new StateTableRequest(file.Path), CancellationToken.None))
            await DatabaseFile.WriteAsync(table, "key", "value");
        generation.Retire();
        await generation.Unloaded;

        Assert.AreEqual("value", await DatabaseFile.ReadAsync(await file.OpenAsync(), "key"));
    }

    [TestMethod]
    [DataRow(null, UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [DataRow(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public async Task Open_NewFile_HasTheModeThatIsAskedFor(UnixFileMode? asked, UnixFileMode expected)
    {
        await using var file = new DatabaseFile();

        IStateTable table = await file.OpenAsync(fileMode: asked);
        await DatabaseFile.WriteAsync(table, "key", "value");

        foreach (string name in new[] { file.Path, file.Path + "-wal", file.Path + "-shm" })
            Assert.AreEqual(expected, File.GetUnixFileMode(name), name);
        Assert.HasCount(3, Directory.GetFiles(Path.GetDirectoryName(file.Path)!));
    }

    [TestMethod]
    public async Task Open_ExistingFile_KeepsItsMode()
    {
        await using var file = new DatabaseFile();
        await file.FillAsync(1);
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await file.OpenAsync(fileMode: UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(file.Path));
    }
}
