using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary><c>struct flock</c> of a 64-bit system; all zero but the type: the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileLock
{
    public const short Read = 0;
    public const short Write = 1;

    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
