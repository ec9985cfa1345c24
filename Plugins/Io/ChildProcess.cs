using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>A child in a process group of its own. A thread waits for it, so that it is reaped as soon as it ends.</summary>
internal sealed class ChildProcess
{
    private const int ByProcess = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x01000000;

    private readonly Lock _lock = new();
    private readonly int _process;
    private readonly Task<int> _status;
    private bool _isReaped;

    public ChildProcess(int process)
    {
        _process = process;
        _status = Task.Factory.StartNew(Reap, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Identifier => _process;

    /// <summary>Waits for the end; kills the group when the wait is cancelled.</summary>
    /// <returns>The status of wait(2).</returns>
    public async ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static child => ((ChildProcess)child!).Kill(), this))
        {
            var status = await _status;
            cancellationToken.ThrowIfCancellationRequested();
            return status;
        }
    }

    /// <summary>Gives the child some time to end by itself, its pipes being closed, then kills its group.</summary>
    public async Task EndAsync(TimeSpan grace, TimeProvider time)
    {
        try
        {
            await _status.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            Kill();
            await _status;
        }
    }

    // Only while the number is the child's: once it is reaped it may be somebody else's.
    private void Kill()
    {
        lock (_lock)
        {
            if (_isReaped)
                return;
            _ = LibC.kill(-_process, LibC.Kill);
            _ = LibC.kill(_process, LibC.Kill);
        }
    }

    private int Reap()
    {
        var information = new byte[LibC.OpaqueSize];
        while (LibC.waitid(ByProcess, _process, information, Exited | LeaveWaitable) < 0 && LibC.LastError == LibC.ErrorInterrupted)
        {
        }

        lock (_lock)
        {
            _isReaped = true;
            return LibC.waitpid(_process, out var status, 0) == _process ? status : 0;
        }
    }
}
