using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary><c>datum</c>: a null pointer means that there is nothing. What gdbm returns is freed by the caller.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct GdbmDatum(nint pointer, int size)
{
    public nint Pointer { get; } = pointer;

    public int Size { get; } = size;
}
