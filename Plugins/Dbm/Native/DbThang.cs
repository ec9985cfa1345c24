using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary><c>DBT</c>, Berkeley DB's name for a key or a value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DbThang
{
    public nint Data;
    public uint Size;
    public uint BufferLength;
    public uint PartLength;
    public uint PartOffset;
    public nint Private;
    public uint Flags;
}
