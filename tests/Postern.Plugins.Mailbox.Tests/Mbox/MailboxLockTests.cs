using Postern.Plugins.Mailbox.Mbox;
using Postern.Plugins.Mailbox.Native;
using Postern.Testing.Milter;

namespace Postern.Plugins.Mailbox.Tests.Mbox;

[TestClass]
public sealed class MailboxLockTests : IDisposable
{
    private const string Line = "From a@b Mon Nov 30 17:00:00 2026\n";

    private readonly MailboxLab _lab = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Take_DotLockOfAnother_IsWaitedForTenSeconds()
    {
        using var file = OpenBox();
        _lab.Write("box.lock", "");
        var taking = TakeAsync(file, FileLockKind.Write);

        await AdvanceUntilDoneAsync(taking);

        var error = await Assert.ThrowsExactlyAsync<IOException>(() => taking);
        Assert.AreEqual($"Conflict with previous locker: {file.Path}.lock is there for 10 seconds", error.Message);
        Assert.IsInRange(10, 11, _time.GetElapsedTime(0).TotalSeconds);
        Assert.IsTrue(File.Exists(_lab.Path("box.lock")), "it is not ours");
        using var reading = await TakeAsync(file, FileLockKind.Read);
    }

    [TestMethod]
    public async Task Take_DotLockReleasedMeanwhile_IsTaken()
    {
        using var file = OpenBox();
        _lab.Write("box.lock", "");
        var taking = TakeAsync(file, FileLockKind.Write);
        Assert.IsFalse(taking.IsCompleted);

        File.Delete(_lab.Path("box.lock"));
        await AdvanceUntilDoneAsync(taking);

        using (await taking)
            Assert.AreEqual($"{Environment.ProcessId}\n", _lab.Bytes("box.lock"));
        CollectionAssert.AreEqual(new[] { "box" }, Directory.GetFileSystemEntries(_lab.Root).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    [DataRow(299, false)]
    [DataRow(301, true)]
    public async Task Take_OldDotLock_IsOrphanedAfterFiveMinutes(int age, bool isOrphaned)
    {
        using var file = OpenBox();
        File.SetLastWriteTimeUtc(_lab.Write("box.lock", ""), TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-age));

        var taking = TakeAsync(file, FileLockKind.Write);

        Assert.AreEqual(isOrphaned, taking.IsCompletedSuccessfully);
        await AdvanceUntilDoneAsync(taking);
        if (isOrphaned)
            (await taking).Dispose();
        else
            await Assert.ThrowsExactlyAsync<IOException>(() => taking);
    }

    [TestMethod]
    public async Task Take_FileOfAnotherSession_ExcludesIt()
    {
        using var file = OpenBox();
        using var other = OpenBox();
        var held = await TakeAsync(file, FileLockKind.Write);

        var writing = TakeAsync(other, FileLockKind.Write);
        var reading = TakeAsync(other, FileLockKind.Read);
        Assert.IsFalse(writing.IsCompleted || reading.IsCompleted);
        held.Dispose();
        await AdvanceUntilDoneAsync(writing);
        (await writing).Dispose();
        await AdvanceUntilDoneAsync(reading);
        (await reading).Dispose();
    }

    [TestMethod]
    public async Task Take_Readers_DoNotExcludeEachOther()
    {
        using var file = OpenBox();
        using var other = OpenBox();

        using var one = await TakeAsync(file, FileLockKind.Read);
        using var two = await TakeAsync(other, FileLockKind.Read);

        Assert.IsFalse(File.Exists(_lab.Path("box.lock")), "who reads may not be allowed to write there");
    }

    [TestMethod]
    public async Task Release_DotLockThatAnotherHasTaken_LeavesIt()
    {
        using var file = OpenBox();
        var held = await TakeAsync(file, FileLockKind.Write);
        File.Delete(_lab.Path("box.lock"));
        _lab.Write("box.lock", "other\n");

        held.Dispose();

        Assert.AreEqual("other\n", _lab.Bytes("box.lock"));
    }

    private MboxFile OpenBox()
    {
        if (!File.Exists(_lab.Path("box")))
            _lab.Write("box", Line);
        return new MboxFile(_lab.Path("box"), new OpenMode(Writes: true, Creates: false), default);
    }

    private Task<MailboxLock> TakeAsync(MboxFile file, FileLockKind kind) => MailboxLock.TakeAsync(file, kind, _time, CancellationToken.None).AsTask();

    // The wait goes on where the timer runs out, which is in Advance.
    private async Task AdvanceUntilDoneAsync(Task task)
    {
        for (var i = 0; i < 10_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.IsTrue(task.IsCompleted);
    }
}
