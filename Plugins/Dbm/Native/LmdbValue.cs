using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary><c>MDB_val</c>. What LMDB returns lies in its map, until the transaction ends or writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct LmdbValue(nint pointer, nuint size)
{
    public nuint Size { get; } = size;

    public nint Pointer { get; } = pointer;
}
