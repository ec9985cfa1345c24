using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Files;

/// <summary>Which file it is, and in which state: equal stamps mean that nobody has written meanwhile, as far as the file system's clock tells.</summary>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long Modified, long Changed)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static FileStamp Of(in FileStatus status) => new(
        ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
        status.Inode,
        status.Size,
        (status.ModifiedSeconds * NanosecondsPerSecond) + status.ModifiedNanoseconds,
        (status.ChangedSeconds * NanosecondsPerSecond) + status.ChangedNanoseconds);

    public bool IsSameFile(FileStamp other) => Device == other.Device && Inode == other.Inode;
}
