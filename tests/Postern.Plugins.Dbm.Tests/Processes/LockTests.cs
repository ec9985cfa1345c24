using System.Buffers.Binary;
using System.Diagnostics;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Tests.Hostile;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Processes;

/// <summary>Other processes that hold or want the same file.</summary>
[TestClass]
public sealed class LockTests : IDisposable
{
    private const int Rounds = 300;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("locks");

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("gdbm", "flock")]
    [DataRow("bdb", "flock")]
    [DataRow("bdb", "fcntl")]
    [DataRow("lmdb", "fcntl")]
    public async Task Put_AnotherProcessHoldsTheLock_WaitsThenFailsThenWorks(string scheme, string kind)
    {
        string path = _folder.Combine("table");
        await SampleFile.MakeAsync(scheme, 0, path, Token);
        await using var table = await Provider(scheme, TimeSpan.FromMilliseconds(300)).OpenAsync(new StateTableRequest(path), Token);
        string ready = _folder.Combine("ready");
        string script = "import fcntl,sys,time\nf=open(sys.argv[1],'r+b')\n"
            + (kind == "flock" ? "fcntl.flock(f,fcntl.LOCK_EX)\n" : "fcntl.lockf(f,fcntl.LOCK_EX)\n")
            + "open(sys.argv[2],'w').close()\ntime.sleep(600)\n";
        await using (var holder = ServerProcess.Start("/usr/bin/python3", ["-c", script, path, ready]))
        {
            await ChildRun.WaitForAsync(ready, holder, Limit);

            var watch = Stopwatch.StartNew();
            var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await table.PutAsync(SampleFile.Key(1), default, Token));

            Assert.IsTrue(failure.IsTransient);
            Assert.AreEqual($"{path}: locked by others for 0.3 s; try again, or look with lslocks who holds it", failure.Message);
            Assert.IsGreaterThan(TimeSpan.FromMilliseconds(290), watch.Elapsed);
            await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await table.GetAsync(SampleFile.Key(1), Token));
        }

        await table.PutAsync(SampleFile.Key(1), default, Token);
        Assert.AreEqual(0, (await table.GetAsync(SampleFile.Key(1), Token))!.Value.Value.Length);
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Get_AnotherProcessReads_NeedsNoWait(string scheme)
    {
        string path = _folder.Combine("table");
        await SampleFile.MakeAsync(scheme, 0, path, Token);
        await using var table = await Provider(scheme, TimeSpan.FromMilliseconds(300)).OpenAsync(
            new StateTableRequest(path) { Mode = StateTableMode.ReadOnly }, Token);
        string ready = _folder.Combine("ready");
        const string Script = "import fcntl,sys,time\nf=open(sys.argv[1],'rb')\nfcntl.flock(f,fcntl.LOCK_SH)\nfcntl.lockf(f,fcntl.LOCK_SH)\n"
            + "open(sys.argv[2],'w').close()\ntime.sleep(600)\n";
        await using var holder = ServerProcess.Start("/usr/bin/python3", ["-c", Script, path, ready]);
        await ChildRun.WaitForAsync(ready, holder, Limit);

        Assert.AreEqual(7, (await table.GetAsync(SampleFile.Key(7), Token))!.Value.Value.Length);
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    [DataRow("lmdb")]
    public async Task Update_FourProcessesOneKey_LosesNothing(string scheme)
    {
        string path = _folder.Combine("table");
        List<ServerProcess> children = [];
        for (int number = 0; number < 4; number++)
            children.Add(ChildRun.Start(nameof(Child_Counts), scheme, path, "count"));
        foreach (var child in children)
        {
            Assert.AreEqual(0, await child.WaitForExitAsync(Limit), child.Output);
            await child.DisposeAsync();
        }

        await using var table = await Provider(scheme, Limit).OpenAsync(new StateTableRequest(path), Token);
        var record = await table.GetAsync("count"u8.ToArray(), Token);
        Assert.AreEqual(4L * Rounds, BinaryPrimitives.ReadInt64LittleEndian(record!.Value.Value.Span));
    }

    /// <summary>The child: counts in the first eight bytes of a record.</summary>
    [TestMethod]
    public async Task Child_Counts()
    {
        if (ChildRun.Job is not [var scheme, var path, var key])
            return;
        await using var table = await Provider(scheme, Limit).OpenAsync(new StateTableRequest(path), Token);
        for (int round = 0; round < Rounds; round++)
            await Counter.IncrementAsync(table, System.Text.Encoding.Latin1.GetBytes(key), 0, Token);
    }

    internal static IStateStoreProvider Provider(string scheme, TimeSpan limit) => scheme switch
    {
        "gdbm" => new GdbmStore(TimeProvider.System) { LockLimit = limit },
        "bdb" => new BerkeleyStore(TimeProvider.System) { LockLimit = limit },
        _ => new LmdbStore(TimeProvider.System) { LockLimit = limit },
    };
}
