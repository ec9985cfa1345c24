using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases;

/// <summary>A database with an identifier, and its table once somebody has asked for it. Thread-safe.</summary>
/// <param name="database">As it is configured.</param>
/// <param name="name">How it is written in MFL.</param>
internal sealed class KnownDatabase(StateDatabase database, string name) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private volatile StateDatabase _current = database;
    private volatile IStateTable? _table;
    private Task<IStateTable>? _opening;
    private bool _isClosed;

    public StateDatabase Current => _current;

    public string Name => name;

    /// <summary>The open table.</summary>
    public IStateTable? Table => _table;

    public void SetEnabled(bool isEnabled) => _current = _current with { IsEnabled = isEnabled };

    /// <summary>Opens the table for all who ask meanwhile: a store that is away costs them one time-out together, and not one after the other.</summary>
    /// <exception cref="StateStoreException">It cannot be opened.</exception>
    public async ValueTask<IStateTable> OpenAsync(StateDatabases databases, StateExpiry? expiry, CancellationToken cancellationToken)
    {
        Task<IStateTable> opening;
        lock (_gate)
        {
            if (_isClosed)
                throw new StateStoreException($"{_current.Location}: the databases have been closed", isTransient: true);
            if (_opening is not ({ IsCompleted: false } or { IsCompletedSuccessfully: true }))
                _opening = OpenAsync(databases, expiry);
            opening = _opening;
        }

        return await opening.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task? opening;
        lock (_gate)
        {
            _isClosed = true;
            opening = _opening;
        }

        if (opening is not null)
            await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_table is not { } table)
            return;
        _table = null;
        await table.DisposeAsync();
    }

    private async Task<IStateTable> OpenAsync(StateDatabases databases, StateExpiry? expiry)
    {
        // Stores that work with files do so at once: not under the lock.
        await Task.Yield();
        return _table = await databases.OpenAsync(
            databases.Locator.Locate(_current.Location, said: null), new StateTableRequest("") { Expiry = expiry }, CancellationToken.None);
    }
}
