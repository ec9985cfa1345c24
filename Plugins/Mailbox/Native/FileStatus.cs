using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Mailbox.Native;

/// <summary>What statx(2) tells of a file.</summary>
/// <param name="Mode">Its type and permissions.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Inode">Its number within its device.</param>
/// <param name="Device">Its device.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was last changed, in nanoseconds since 1970.</param>
internal readonly record struct FileStatus(int Mode, long Links, long Inode, long Device, long Length, long Modified)
{
    private const int Bytes = 256;
    private const int Type = 0xF000;
    private const int WritableForAll = 2;

    public bool IsFolder => (Mode & Type) == 0x4000;

    public bool IsFile => (Mode & Type) == 0x8000;

    public bool IsDevice => (Mode & Type) == 0x2000;

    public bool IsLink => (Mode & Type) == 0xA000;

    public bool IsWritableForAll => (Mode & WritableForAll) != 0;

    /// <summary>Whether both are of one file.</summary>
    public bool IsOf(FileStatus other) => Inode == other.Inode && Device == other.Device;

    public static FileStatus Of(SafeFileHandle file)
    {
        var status = new byte[Bytes];
        return LibC.statx(file, [0], LibC.EmptyPath, LibC.BasicStatus, status) < 0 ? throw NativeFile.Failure() : Read(status);
    }

    /// <returns><see langword="null"/>: there is none, and <see cref="LibC.LastError"/> says why.</returns>
    public static FileStatus? Of(string path, bool followsLink)
    {
        var status = new byte[Bytes];
        return LibC.statx(LibC.CurrentDirectory, NativeFile.Path(path), followsLink ? 0 : LibC.DoNotFollow, LibC.BasicStatus, status) < 0 ? null : Read(status);
    }

    // struct statx has the same layout on every machine.
    private static FileStatus Read(byte[] status) => new(
        BitConverter.ToUInt16(status, 28),
        BitConverter.ToUInt32(status, 16),
        BitConverter.ToInt64(status, 32),
        ((long)BitConverter.ToUInt32(status, 136) << 32) | BitConverter.ToUInt32(status, 140),
        BitConverter.ToInt64(status, 40),
        (BitConverter.ToInt64(status, 112) * 1_000_000_000) + BitConverter.ToUInt32(status, 120));
}
