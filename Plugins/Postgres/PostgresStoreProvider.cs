using System.Composition;
using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Configuration;
using Postern.Plugins.Postgres.Layout;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres;

/// <summary>Tables of a PostgreSQL server: <c>postgres://TABLE</c>.</summary>
[PluginExport(typeof(IStateStoreProvider), "postgres")]
public sealed class PostgresStoreProvider : IStateStoreProvider, IAsyncDisposable
{
    private const int LongestName = 63;

    private readonly StorageBlock _block;
    private readonly TimeProvider _clock;
    private readonly TimeProvider _waits;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private DatabaseServer? _server;
    private bool _isDisposed;

    /// <summary>Composed by the host.</summary>
    [ImportingConstructor]
    public PostgresStoreProvider(IHostEnvironment environment, StorageBlock block)
        : this(environment, block, environment?.Time ?? TimeProvider.System)
    {
    }

    /// <param name="environment">The host; its clock tells when records expire.</param>
    /// <param name="block">The configuration.</param>
    /// <param name="waits">The clock that waits for the server are measured with.</param>
    internal PostgresStoreProvider(IHostEnvironment environment, StorageBlock block, TimeProvider waits)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _block = block;
        _clock = environment.Time;
        _waits = waits;
        _logger = environment.Loggers.CreateLogger("storage");
    }

    /// <inheritdoc/>
    public string Scheme => "postgres";

    /// <inheritdoc/>
    public bool UsesFiles => false;

    /// <summary>For tests: what was sent to the server.</summary>
    internal RoundTrips? Trips => _server?.Trips;

    /// <inheritdoc/>
    public async ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckName(request.Location);
        var table = new PostgresTable(request, Server(request.Location), _clock);
        await table.OpenAsync(cancellationToken);
        return table;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            return _server?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }

    private DatabaseServer Server(string location)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var settings = _block.Settings ?? throw new StateStoreException(
                $"{location}: no PostgreSQL server is configured; say which: storage {{ postgres {{ connection \"postgres://USER@HOST/DATABASE\"; }} }}", isTransient: false);
            return _server ??= new DatabaseServer(settings, _waits, _logger);
        }
    }

    private static void CheckName(string name)
    {
        bool isGood = name.Length is > 0 and <= LongestName
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            && !name.StartsWith(SchemaSql.Reserved, StringComparison.Ordinal);
        if (!isGood)
        {
            throw new StateStoreException(
                $"{name}: not the name of a table; postgres://NAME wants letters, digits, `_', `-' and `.', {LongestName} at most, not beginning with `{SchemaSql.Reserved}'",
                isTransient: false);
        }
    }
}
