using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Postern.Daemon.Posix;

/// <summary>
/// The signals of manual node <c>Starting and Stopping</c>: TERM, INT and QUIT ask to stop, HUP to reload. Who asks a second time
/// to stop does not want to wait.
/// </summary>
internal sealed class HostSignals : IDisposable
{
    private readonly Channel<HostSignal> _signals = Channel.CreateUnbounded<HostSignal>();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _exitNow;
    private int _stops;
    private int _reloads;

    /// <param name="exitNow">Ends the process.</param>
    public HostSignals(Action exitNow)
    {
        _exitNow = exitNow;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload),
        ];
    }

    /// <summary>Waits for the next signal. Reloads that are asked for faster than they are done count as one.</summary>
    public async ValueTask<HostSignal> NextAsync(CancellationToken cancellationToken)
    {
        HostSignal signal = await _signals.Reader.ReadAsync(cancellationToken);
        if (signal == HostSignal.Reload)
            Interlocked.Exchange(ref _reloads, 0);
        return signal;
    }

    /// <summary>Asks to stop, as a signal would.</summary>
    public void RequestStop() => _signals.Writer.TryWrite(HostSignal.Stop);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _stops) > 1)
            _exitNow();
        _signals.Writer.TryWrite(HostSignal.Stop);
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _reloads, 1) == 0)
            _signals.Writer.TryWrite(HostSignal.Reload);
    }
}
