namespace Postern.Plugins.Databases;

/// <summary>Does something again and again until it is told to stop.</summary>
internal static class PeriodicWork
{
    /// <param name="interval">How often; never for zero.</param>
    /// <param name="work">What.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(TimeSpan interval, Func<CancellationToken, ValueTask> work, TimeProvider time, CancellationToken cancellationToken)
    {
        if (interval == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host ends or reloads.
        }
    }
}
