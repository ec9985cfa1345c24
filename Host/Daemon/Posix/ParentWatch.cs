namespace Postern.Daemon.Posix;

/// <summary>Notices that the process that has started this one is gone.</summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly int _parent = LibC.ParentProcess();
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="gone">Called every second once the parent is gone.</param>
    public ParentWatch(TimeProvider time, Action gone)
    {
        _timer = time.CreateTimer(
            _ =>
            {
                if (LibC.ParentProcess() != _parent)
                    gone();
            },
            null,
            Interval,
            Interval);
    }

    public void Dispose() => _timer.Dispose();
}
