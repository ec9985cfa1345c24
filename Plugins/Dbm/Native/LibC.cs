using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary>The system calls that .NET does not offer. They return -1 on failure and leave the error in <see cref="LastError"/>.</summary>
internal static partial class LibC
{
    public const int ErrorNoEntry = 2;
    public const int ErrorInterrupted = 4;
    public const int ErrorAgain = 11;
    public const int ErrorOutOfMemory = 12;
    public const int ErrorAccess = 13;
    public const int ErrorExists = 17;
    public const int ErrorTooManyInProcess = 24;
    public const int ErrorTooManyInSystem = 23;
    public const int ErrorInput = 5;
    public const int ErrorNoSpace = 28;
    public const int ErrorQuota = 122;

    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    /// <summary>Sets a lock that belongs to the open file: no other descriptor that is closed lets it go, unlike F_SETLK's.</summary>
    public const int SetOpenFileLock = 37;

    public const int CurrentFolder = -100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStatus = 0x7ff;

    public static int LastError => Marshal.GetLastPInvokeError();

    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int LockWhole(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int LockRange(int descriptor, int command, in FileLock range);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int folder, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int descriptor, uint user, uint group);
}
