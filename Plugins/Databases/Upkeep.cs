using System.Composition;
using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases;

/// <summary>Now and then deletes expired records from the databases in use, so that they do not grow for ever, and closes tables that nobody uses any more.</summary>
/// <param name="databases">The databases.</param>
/// <param name="tables">The tables that functions have opened.</param>
/// <param name="statement">How often records are deleted.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Where it logs.</param>
[PluginExport(typeof(IHostedPlugin), "database-upkeep", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed partial class Upkeep(StateDatabases databases, OpenTables tables, CleanupStatement statement, TimeProvider time, ILoggerFactory loggers)
    : IHostedPlugin, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger("upkeep");
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _work = Task.WhenAll(
            PeriodicWork.RunAsync(statement.Interval, ExpireAsync, time, _stop.Token),
            PeriodicWork.RunAsync(OpenTables.IdleLimit, _ => tables.CloseIdleAsync(), time, _stop.Token));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        await tables.DisposeAsync();
    }

    private async ValueTask ExpireAsync(CancellationToken cancellationToken)
    {
        foreach (var database in databases.Open)
        {
            if (database.Table is { } table)
                await ExpireAsync(database.Current.Id, table, cancellationToken);
        }
    }

    private async ValueTask ExpireAsync(string id, IStateTable table, CancellationToken cancellationToken)
    {
        try
        {
            var count = await table.ExpireAsync(cancellationToken);
            if (count > 0)
                LogExpired(id, count);
        }
        catch (StateStoreException e)
        {
            LogFailed(id, e.Message);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "{Database}: {Count} expired records deleted")]
    private partial void LogExpired(string database, long count);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Database}: expired records stay: {Reason}")]
    private partial void LogFailed(string database, string reason);
}
