using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Tests.Hostile;
using Postern.Plugins.Dbm.Tests.Processes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests;

/// <summary>What is told of files that cannot be used, and what becomes of those that can.</summary>
[TestClass]
public sealed class FileTests : IDisposable
{
    private const UnixFileMode GroupReadable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly TemporaryFolder _folder = new("files");

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private string Location => _folder.Combine("table");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("gdbm", 0, "made on a machine with another order of bytes; move it as text with gdbm_dump and gdbm_load")]
    [DataRow("bdb", 12, "made on a machine with another order of bytes; move it as text with db5.3_dump and db5.3_load")]
    [DataRow("lmdb", 16, "made on a machine with another order of bytes; move it as text with mdb_dump and mdb_load")]
    public async Task Open_OtherByteOrder_SaysSo(string scheme, int magicAt, string expected)
    {
        await SampleFile.MakeAsync(scheme, 0, Location, Token);
        byte[] bytes = await File.ReadAllBytesAsync(Location, Token);
        bytes.AsSpan(magicAt, sizeof(uint)).Reverse();
        await File.WriteAllBytesAsync(Location, bytes, Token);

        Assert.AreEqual($"{Location}: {expected}; restore the file or have it made anew", (await FailureAsync(scheme)).Message);
        Assert.IsTrue(SampleFile.Provider(scheme).Recognizes(Location));
    }

    [TestMethod]
    [DataRow("gdbm", "a GNU dbm file")]
    [DataRow("bdb", "a Berkeley DB file")]
    [DataRow("lmdb", "an LMDB file")]
    public async Task Open_SomethingElse_SaysSo(string scheme, string kind)
    {
        await File.WriteAllTextAsync(Location, new string('x', 5000), Token);

        Assert.AreEqual($"{Location}: {kind} is expected, and this is something else", (await FailureAsync(scheme)).Message);
        Assert.IsFalse(SampleFile.Provider(scheme).Recognizes(Location));
        Assert.IsFalse(SampleFile.Provider(scheme).Recognizes(_folder.Path));
        Assert.IsFalse(SampleFile.Provider(scheme).Recognizes(_folder.Combine("absent")));
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Open_NoRegularFile_SaysSo(string scheme)
    {
        await ServerProcess.RunAsync("/usr/bin/mkfifo", [Location], TimeSpan.FromSeconds(10));

        Assert.AreEqual($"{Location}: a database is expected, and this is not a regular file", (await FailureAsync(scheme)).Message);
        Assert.IsFalse(SampleFile.Provider(scheme).Recognizes(Location));
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Open_CutOff_SaysSo(string scheme)
    {
        await SampleFile.MakeAsync(scheme, 1, Location, Token);
        await using (var file = new FileStream(Location, FileMode.Open))
            file.SetLength(file.Length * 2 / 3);

        var failure = await FailureAsync(scheme);
        Assert.IsFalse(failure.IsTransient);
        StringAssert.EndsWith(failure.Message, "; restore the file or have it made anew");
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Recognizes_EachOfTheOthers_OnlyItsOwn(string scheme)
    {
        await SampleFile.MakeAsync(scheme, 0, Location, Token);

        foreach (string other in new[] { "gdbm", "bdb", "lmdb" })
            Assert.AreEqual(other == scheme, SampleFile.Provider(other).Recognizes(Location), other);
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Compact_ModeOfTheFile_IsKept(string scheme)
    {
        var request = new StateTableRequest(Location) { FileMode = GroupReadable };
        await using var table = await SampleFile.Provider(scheme).OpenAsync(request, Token);
        Assert.AreEqual(GroupReadable, File.GetUnixFileMode(Location));
        await table.PutManyAsync([.. Enumerable.Range(0, 400).Select(static n => new StateEntry(SampleFile.Key(n), new StateRecord(new byte[300], null)))], Token);
        for (int n = 40; n < 400; n++)
            await table.DeleteAsync(SampleFile.Key(n), Token);
        long before = new FileInfo(Location).Length;

        await table.CompactAsync(Token);

        Assert.AreEqual(GroupReadable, File.GetUnixFileMode(Location));
        Assert.IsLessThan(before, new FileInfo(Location).Length);
        Assert.AreEqual(40, await table.CountAsync(Token));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder.Path), "nothing is left beside it");
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Get_FileReplacedOrDeleted_SeesWhatIsThere(string scheme)
    {
        await using var table = await SampleFile.Provider(scheme).OpenAsync(new StateTableRequest(Location), Token);
        await table.PutAsync(Bytes("key"), new StateRecord(Bytes("old"), null), Token);
        string other = _folder.Combine("other");
        await using (var replacement = await SampleFile.Provider(scheme).OpenAsync(new StateTableRequest(other), Token))
            await replacement.PutAsync(Bytes("key"), new StateRecord(Bytes("new"), null), Token);

        File.Move(other, Location, overwrite: true);
        Assert.AreEqual("new", Encoding.Latin1.GetString((await table.GetAsync(Bytes("key"), Token))!.Value.Value.Span));

        File.Delete(Location);
        Assert.IsNull(await table.GetAsync(Bytes("key"), Token));
        await table.PutAsync(Bytes("key"), new StateRecord(Bytes("again"), null), Token);
        Assert.AreEqual(1, await table.CountAsync(Token));
    }

    [TestMethod]
    public async Task Lmdb_GrowsFarBeyondItsFirstMap_KeepsAll()
    {
        await using var table = await SampleFile.Provider("lmdb").OpenAsync(new StateTableRequest(Location), Token);
        byte[] value = new byte[1 << 20];
        for (int round = 0; round < 6; round++)
        {
            await table.PutManyAsync(
                [.. Enumerable.Range(round * 60, 60).Select(n => new StateEntry(SampleFile.Key(n), new StateRecord(value, null)))], Token);
        }

        Assert.AreEqual(360, await table.CountAsync(Token));
        Assert.IsGreaterThan(360L << 20, new FileInfo(Location).Length);
        Assert.AreEqual(value.Length, (await table.GetAsync(SampleFile.Key(359), Token))!.Value.Value.Length);
    }

    [TestMethod]
    public async Task Open_LibraryMissing_NamesThePackage()
    {
        string log = _folder.Combine("log");
        await using var child = ChildRun.Start(nameof(Child_HasNoLibrary), Location, log);
        Assert.AreEqual(0, await child.WaitForExitAsync(TimeSpan.FromMinutes(1)), child.Output);

        Assert.AreEqual(
            $"{Location}: the library for bdb files is missing or too old; install Debian's package libdb5.3", await File.ReadAllTextAsync(log, Token));
    }

    /// <summary>The child: its libraries are not found.</summary>
    [TestMethod]
    public async Task Child_HasNoLibrary()
    {
        if (ChildRun.Job is not [var path, var log])
            return;
        NativeLibrary.SetDllImportResolver(
            Assembly.GetAssembly(typeof(BerkeleyStore))!,
            static (name, _, _) => name.StartsWith("libdb", StringComparison.Ordinal) ? throw new DllNotFoundException(name) : 0);
        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(
            async () => await SampleFile.Provider("bdb").OpenAsync(new StateTableRequest(path), Token));
        await File.WriteAllTextAsync(log, failure.Message, Token);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private Task<StateStoreException> FailureAsync(string scheme) => Assert.ThrowsExactlyAsync<StateStoreException>(
        async () => await SampleFile.Provider(scheme).OpenAsync(new StateTableRequest(Location), Token));
}
