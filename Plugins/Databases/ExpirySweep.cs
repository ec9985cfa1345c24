using System.Composition;
using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;

namespace Postern.Plugins.Databases;

/// <summary>Deletes expired records from the databases in use now and then, so that they do not grow for ever.</summary>
/// <param name="databases">The databases.</param>
/// <param name="statement">How often.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Where it logs.</param>
[PluginExport(typeof(IHostedPlugin), "database-cleanup", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed partial class ExpirySweep(StateDatabases databases, CleanupStatement statement, TimeProvider time, ILoggerFactory loggers) : IHostedPlugin, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger("cleanup");
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeps = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (statement.Interval > TimeSpan.Zero)
            _sweeps = SweepRegularlyAsync(_stop.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweeps.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SweepRegularlyAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(statement.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var database in databases.Open)
                    await SweepAsync(database, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host ends or reloads.
        }
    }

    private async Task SweepAsync(KnownDatabase database, CancellationToken cancellationToken)
    {
        if (database.Table is not { } table)
            return;
        try
        {
            var count = await table.ExpireAsync(cancellationToken);
            if (count > 0)
                LogSwept(database.Current.Id, count);
        }
        catch (StateStoreException e)
        {
            LogFailed(database.Current.Id, e.Message);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "{Database}: {Count} expired records deleted")]
    private partial void LogSwept(string database, long count);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Database}: expired records stay: {Reason}")]
    private partial void LogFailed(string database, string reason);
}
