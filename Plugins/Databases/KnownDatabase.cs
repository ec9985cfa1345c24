using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases;

/// <summary>A database with an identifier, and its table once somebody has asked for it. Thread-safe.</summary>
/// <param name="database">As it is configured.</param>
/// <param name="name">How it is written in MFL.</param>
internal sealed class KnownDatabase(StateDatabase database, string name) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile StateDatabase _current = database;
    private volatile IStateTable? _table;
    private bool _isClosed;

    public StateDatabase Current => _current;

    public string Name => name;

    /// <summary>The open table.</summary>
    public IStateTable? Table => _table;

    public void SetEnabled(bool isEnabled) => _current = _current with { IsEnabled = isEnabled };

    /// <exception cref="StateStoreException">It cannot be opened.</exception>
    public async ValueTask<IStateTable> OpenAsync(StateDatabases databases, StateExpiry? expiry, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed)
                throw new StateStoreException($"{_current.Location}: the databases have been closed", isTransient: true);
            return _table ??= await databases.OpenAsync(
                databases.Locator.Locate(_current.Location, said: null), new StateTableRequest("") { Expiry = expiry }, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        try
        {
            _isClosed = true;
            if (_table is not null)
                await _table.DisposeAsync();
            _table = null;
        }
        finally
        {
            _opening.Release();
        }

        // Not disposed: somebody may still wait for it, and it holds nothing.
    }
}
