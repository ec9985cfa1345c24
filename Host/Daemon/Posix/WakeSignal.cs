using System.Runtime.InteropServices;

namespace Postern.Daemon.Posix;

/// <summary>
/// What one thread sleeps on until another wakes it, a semaphore of sem_overview(7). <see cref="Monitor"/> takes several system calls and
/// a second change of threads for the same. The collector frees it: a waker may still be in its call when the sleeper is gone.
/// </summary>
internal sealed class WakeSignal : SafeHandle
{
    // sizeof(sem_t) of the GNU C library on 64-bit machines.
    private const int Bytes = 32;

    public WakeSignal()
        : base(0, ownsHandle: true)
    {
        SetHandle(Marshal.AllocHGlobal(Bytes));
        if (LibC.InitializeSemaphore(handle, 0, 0) != 0)
            throw new InvalidOperationException("sem_init has failed");
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Wakes the sleeper, or spares it its next sleep.</summary>
    public void Set() => _ = LibC.PostSemaphore(this);

    /// <summary>Sleeps until it is set; may return early.</summary>
    public void Wait() => _ = LibC.WaitForSemaphore(this);

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
