using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary><c>struct statx</c>, the same on all processors.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;
    private const int PermissionMask = 0xfff;

    [FieldOffset(20)]
    public uint User;
    [FieldOffset(24)]
    public uint Group;
    [FieldOffset(28)]
    public ushort Mode;
    [FieldOffset(32)]
    public ulong Inode;
    [FieldOffset(40)]
    public long Size;
    [FieldOffset(96)]
    public long ChangedSeconds;
    [FieldOffset(104)]
    public uint ChangedNanoseconds;
    [FieldOffset(112)]
    public long ModifiedSeconds;
    [FieldOffset(120)]
    public uint ModifiedNanoseconds;
    [FieldOffset(136)]
    public uint DeviceMajor;
    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly bool IsRegular => (Mode & TypeMask) == RegularFile;

    public readonly uint Permissions => (uint)(Mode & PermissionMask);
}
