using System.Runtime.InteropServices;

namespace Postern.Plugins.Mailbox.Native;

/// <summary><c>struct flock</c>, of a lock on a whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileLock(FileLockKind kind)
{
    public FileLockKind Kind = kind;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
