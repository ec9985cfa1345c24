using System.Runtime.InteropServices;
using System.Text;

namespace Postern.Plugins.Sqlite.Native;

/// <summary>Which file a name stands for; all zero when there is none. Two files that exist at once are never equal.</summary>
internal readonly record struct FileIdentity(ulong Inode, ulong Device, long Born)
{
    private const int CurrentFolder = -100;
    private const uint Wanted = 0x1 | 0x100 | 0x800;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    // struct statx is laid out alike on all machines.
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int BirthOffset = 80;
    private const int BirthFractionOffset = 88;
    private const int DeviceOffset = 136;

    public static FileIdentity Of(string path) => Status(path) is { } status
        ? new FileIdentity(
            MemoryMarshal.Read<ulong>(status.AsSpan(InodeOffset)),
            MemoryMarshal.Read<ulong>(status.AsSpan(DeviceOffset)),
            HashCode.Combine(MemoryMarshal.Read<long>(status.AsSpan(BirthOffset)), MemoryMarshal.Read<uint>(status.AsSpan(BirthFractionOffset))))
        : default;

    /// <summary>Whether there is a file that is no folder, device or pipe.</summary>
    public static bool IsRegular(string path) =>
        Status(path) is { } status && (MemoryMarshal.Read<ushort>(status.AsSpan(ModeOffset)) & TypeMask) == RegularType;

    private static byte[]? Status(string path)
    {
        byte[] status = new byte[StatxSize];
        return statx(CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), 0, Wanted, status) == 0 ? status : null;
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
