namespace Postern.Daemon.Workers;

/// <summary>The vital signs of a <see cref="WorkerPool"/> at one moment.</summary>
/// <param name="Free">Threads that could take work now, those not started yet included.</param>
/// <param name="Busy">Threads that run a handler.</param>
/// <param name="Queued">Handlers that wait for a thread.</param>
/// <param name="Handled">Handlers that were run since the start.</param>
/// <param name="Refused">Handlers that got no thread since the start.</param>
internal readonly record struct WorkerPoolCounters(int Free, int Busy, int Queued, long Handled, long Refused)
{
    public override string ToString() =>
        $"workers: {Free} free, {Busy} busy; {Queued} queued, {Handled} handled, {Refused} refused";
}
