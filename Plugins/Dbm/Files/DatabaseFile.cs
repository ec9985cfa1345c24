using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Files;

/// <summary>
/// Opens and locks a database's file for one operation, so that mailfromd, mfdbtool, Postfix and Sendmail keep out and are kept out. mailfromd locks bdb files, and Postfix
/// LMDB files, by fcntl(2); gdbm, Postfix and Sendmail the others by flock(2). Linux keeps these two apart, so both are taken, and neither is held while the other is waited for.
/// </summary>
internal sealed class DatabaseFile(StateTableRequest request, TimeSpan limit)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How long a lock is waited for: well below the time-outs of mail servers.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    public string Path { get; } = request.Location;

    /// <summary>Waits for the lock.</summary>
    /// <param name="writes">Nobody else may read or write meanwhile; a file that does not exist is made.</param>
    /// <param name="start">When the wait began, for its limit: a time stamp of <see cref="Stopwatch"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="null"/> when the file does not exist and is only to be read.</returns>
    public async ValueTask<LockedFile?> LockAsync(bool writes, long start, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var descriptor = Open(writes);
            if (descriptor is null)
                return null;
            if (TryLock(descriptor, writes))
                return new LockedFile(descriptor, Path);
            descriptor.Dispose();
            if (Stopwatch.GetElapsedTime(start) > limit)
                throw Busy();
            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Whether a file is of a format, by its beginning, without a lock.</summary>
    public static bool IsOf(DatabaseFormat format, string path)
    {
        int descriptor = LibC.Open(path, LibC.ReadOnly | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (descriptor < 0)
            return false;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.Status(descriptor, "", LibC.EmptyPath, LibC.BasicStatus, out var status) != 0 || !status.IsRegular)
            return false;
        Span<byte> head = stackalloc byte[DatabaseFormat.HeadSize];
        try
        {
            return format.Recognizes(head[..RandomAccess.Read(handle, head, 0)]);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public StateStoreException Busy() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Path}: locked by others for {limit.TotalSeconds} s; try again, or look with lslocks who holds it"),
        isTransient: true);

    private SafeFileHandle? Open(bool writes)
    {
        int flags = (writes ? LibC.ReadWrite : LibC.ReadOnly) | LibC.NonBlocking | LibC.CloseOnExec;
        int descriptor = LibC.Open(Path, flags, 0);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.LastError != LibC.ErrorNoEntry)
            throw StoreFailure.Of(Path, "cannot be opened", LibC.LastError);
        if (!writes)
            return null;
        uint mode = (uint)(request.FileMode ?? OwnerOnly);
        descriptor = LibC.Open(Path, flags | LibC.Create | LibC.Exclusive, mode);
        if (descriptor < 0 && LibC.LastError == LibC.ErrorExists)
            return Open(writes);
        if (descriptor < 0)
            throw StoreFailure.Of(Path, "cannot be made", LibC.LastError);
        var made = new SafeFileHandle(descriptor, ownsHandle: true);
        // The process's umask does not count: the mode is the administrator's word.
        _ = LibC.ChangeMode(descriptor, mode);
        return made;
    }

    private bool TryLock(SafeFileHandle handle, bool writes)
    {
        int descriptor = (int)handle.DangerousGetHandle();
        if (LibC.Status(descriptor, "", LibC.EmptyPath, LibC.BasicStatus, out var opened) != 0)
            throw StoreFailure.Of(Path, "cannot be examined", LibC.LastError);
        if (!opened.IsRegular)
            throw new StateStoreException($"{Path}: a database is expected, and this is not a regular file", isTransient: false);
        var range = new FileLock { Type = writes ? FileLock.Write : FileLock.Read };
        return Succeeds(LibC.LockRange(descriptor, LibC.SetOpenFileLock, range))
            && Succeeds(LibC.LockWhole(descriptor, (writes ? LibC.LockExclusive : LibC.LockShared) | LibC.LockNonBlocking))
            // Whoever held the lock before may have put another file in its place.
            && LibC.Status(LibC.CurrentFolder, Path, 0, LibC.BasicStatus, out var named) == 0
            && FileStamp.Of(named).IsSameFile(FileStamp.Of(opened));
    }

    private bool Succeeds(int result)
    {
        if (result == 0)
            return true;
        int error = LibC.LastError;
        return error is LibC.ErrorAgain or LibC.ErrorAccess or LibC.ErrorInterrupted ? false : throw StoreFailure.Of(Path, "cannot be locked", error);
    }
}
