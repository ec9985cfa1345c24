using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>The file <c>MAILBOX.lock</c>, made so that it is safe on network file systems, too: another file is made, and linked to that name.</summary>
internal sealed class DotLock
{
    // As liblockfile has it. What is older belongs to a program that has died: all that lock by fcntl, too, do not hold the mailbox now, since we do.
    private const long StaleNanoseconds = 300L * 1_000_000_000;
    private const int Mode = 0x1A4;

    private readonly string _name;

    // Open as long as the lock is held, so that no other file can have the same number.
    private readonly SafeFileHandle _file;

    private DotLock(string name, SafeFileHandle file)
    {
        _name = name;
        _file = file;
    }

    /// <summary>Takes the lock of a mailbox, of which the caller holds the fcntl lock. An orphaned lock is removed.</summary>
    public static DotLockOutcome TryTake(string mailbox, out DotLock? taken)
    {
        taken = null;
        var name = mailbox + ".lock";
        var unique = string.Create(CultureInfo.InvariantCulture, $"{mailbox}.{Environment.ProcessId}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        var descriptor = LibC.open(NativeFile.Path(unique), LibC.WriteOnly | LibC.Create | LibC.Exclusive | LibC.CloseOnExec, Mode);
        if (descriptor < 0)
        {
            return LibC.LastError is LibC.AccessDenied or LibC.NotPermitted or LibC.ReadOnlyFileSystem
                ? DotLockOutcome.NotPermitted
                : throw NativeFile.Failure();
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")), 0);
            if (!TryLink(unique, name, file) && !(RemoveStale(name, FileStatus.Of(file)) && TryLink(unique, name, file)))
                return DotLockOutcome.Busy;

            taken = new DotLock(name, file);
            return DotLockOutcome.Taken;
        }
        finally
        {
            NativeFile.Remove(unique);
            if (taken is null)
                file.Dispose();
        }
    }

    /// <summary>Removes the file, if it is still ours.</summary>
    public void Release()
    {
        if (FileStatus.Of(_name, followsLink: false) is { } now && now.IsOf(FileStatus.Of(_file)))
            NativeFile.Remove(_name);
        _file.Dispose();
    }

    // A server may have linked and its answer be lost: the number of names tells.
    private static bool TryLink(string unique, string name, SafeFileHandle file)
    {
        if (LibC.link(NativeFile.Path(unique), NativeFile.Path(name)) == 0)
            return true;
        var error = LibC.LastError;
        if (FileStatus.Of(file).Links == 2)
            return true;
        return error == LibC.Exists ? false : throw NativeFile.Failure(error);
    }

    // Both times are of the file system's clock.
    private static bool RemoveStale(string name, FileStatus fresh)
    {
        if (FileStatus.Of(name, followsLink: false) is not { } old)
            return true;
        if (fresh.Modified - old.Modified < StaleNanoseconds)
            return false;
        NativeFile.Remove(name);
        return true;
    }
}
