using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>
/// A lock on an mbox as Debian's mail programs take it (Debian policy §11.6): fcntl, then for writing a file <c>MAILBOX.lock</c>. None waits while it holds the other, so
/// that programs that take them in another order cannot block each other for good.
/// </summary>
internal sealed class MailboxLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly SafeFileHandle _file;
    private DotLock? _dotLock;

    private MailboxLock(SafeFileHandle file) => _file = file;

    /// <summary>Locks the file that is at the path, for reading or for writing.</summary>
    /// <exception cref="IOException">Others hold it for ten seconds, or the system does not lock.</exception>
    public static async ValueTask<MailboxLock> TakeAsync(MboxFile file, FileLockKind kind, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = ShortestPause;
        while (true)
        {
            var taken = TryTake(file, kind, out var holder);
            if (taken is not null)
                return taken;
            if (time.GetElapsedTime(start) >= Patience)
                throw new IOException($"Conflict with previous locker: {holder} for {Patience.TotalSeconds} seconds");
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public void Dispose()
    {
        _dotLock?.Release();
        _ = TrySet(_file, FileLockKind.None);
    }

    private static MailboxLock? TryTake(MboxFile file, FileLockKind kind, out string holder)
    {
        holder = $"another program has locked {file.Path}";
        file.Renew();
        if (!TrySet(file.Handle, kind))
            return null;
        var taken = new MailboxLock(file.Handle);
        try
        {
            // Between the look at the path and the lock another file may have come.
            if (file.Renew() && (kind == FileLockKind.Read || taken.TryTakeDotLock(file.Path)))
                return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        holder = $"{file.Path}.lock is there";
        taken.Dispose();
        return null;
    }

    private static bool TrySet(SafeFileHandle file, FileLockKind kind)
    {
        var wanted = new FileLock(kind);
        if (LibC.fcntl(file, LibC.SetFileLock, ref wanted) == 0)
            return true;
        return LibC.LastError is LibC.TryAgain or LibC.AccessDenied ? false : throw NativeFile.Failure();
    }

    private bool TryTakeDotLock(string path)
    {
        var outcome = DotLock.TryTake(path, out _dotLock);

        // Who may not write into the folder, cannot; the lock of the system holds alone, as with other mail programs.
        return outcome is DotLockOutcome.Taken or DotLockOutcome.NotPermitted;
    }
}
