using System.Runtime.InteropServices;

namespace Postern.Daemon.Posix;

/// <summary>The system calls that .NET does not offer.</summary>
internal static partial class LibC
{
    public const int ErrorRange = 34;
    public const int OpenReadWrite = 2;
    private const short PollOut = 4;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUserId();

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentProcess();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGroupId();

    /// <summary>Applies to all threads: glibc and musl carry the call out on each of them.</summary>
    [LibraryImport("libc", EntryPoint = "setuid", SetLastError = true)]
    public static partial int SetUserId(uint userId);

    [LibraryImport("libc", EntryPoint = "setgid", SetLastError = true)]
    public static partial int SetGroupId(uint groupId);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nuint count, ReadOnlySpan<uint> groups);

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int UserByName(
        string name, UserEntry* entry, byte* buffer, nuint length, out UserEntry* result);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GroupByName(
        string name, GroupEntry* entry, byte* buffer, nuint length, out GroupEntry* result);

    [LibraryImport("libc", EntryPoint = "sem_init")]
    public static partial int InitializeSemaphore(nint semaphore, int isShared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_post")]
    public static partial int PostSemaphore(WakeSignal semaphore);

    [LibraryImport("libc", EntryPoint = "sem_wait")]
    public static partial int WaitForSemaphore(WakeSignal semaphore);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint SetFileModeMask(uint mask);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, ReadOnlySpan<byte> bytes, nuint count);

    /// <summary>Waits until a descriptor that somebody has made non-blocking takes bytes again.</summary>
    public static unsafe void WaitUntilWritable(int file)
    {
        var entry = new PollEntry { File = file, Events = PollOut };
        _ = Poll(&entry, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollEntry* entries, nuint count, int timeout);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Events;
        public short Returned;
    }

    /// <summary><c>struct passwd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct UserEntry
    {
        public nint Name;
        public nint Password;
        public uint UserId;
        public uint GroupId;
        public nint Comment;
        public nint Directory;
        public nint Shell;
    }

    /// <summary><c>struct group</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint GroupId;
        public nint Members;
    }
}
