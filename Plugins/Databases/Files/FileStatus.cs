using System.Text;

namespace Postern.Plugins.Databases.Files;

/// <summary>What statx(2) tells of a file; equal as long as the same file is unchanged.</summary>
/// <param name="Mode">Its type and permissions.</param>
/// <param name="Inode">Its number within its device.</param>
/// <param name="Device">Its device.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was last changed, in nanoseconds since 1970.</param>
internal readonly record struct FileStatus(int Mode, long Inode, long Device, long Length, long Modified)
{
    private const int Bytes = 256;
    private const int WritableForAll = 2;

    public bool IsWritableForAll => (Mode & WritableForAll) != 0;

    /// <summary>Whether both are of one file, changed or not.</summary>
    public bool IsOf(FileStatus other) => Inode == other.Inode && Device == other.Device;

    /// <summary>The status of what a path leads to; <see langword="null"/> when there is nothing or it is out of reach.</summary>
    public static FileStatus? Of(string path)
    {
        var name = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, name);
        var status = new byte[Bytes];
        return LibC.statx(LibC.CurrentDirectory, name, 0, LibC.BasicStatus, status) < 0 ? null : Read(status);
    }

    // struct statx has the same layout on every machine.
    private static FileStatus Read(byte[] status) => new(
        BitConverter.ToUInt16(status, 28),
        BitConverter.ToInt64(status, 32),
        ((long)BitConverter.ToUInt32(status, 136) << 32) | BitConverter.ToUInt32(status, 140),
        BitConverter.ToInt64(status, 40),
        (BitConverter.ToInt64(status, 112) * 1_000_000_000) + BitConverter.ToUInt32(status, 120));
}
