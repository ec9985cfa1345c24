using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;
using Postern.Plugins.Databases.Files;
using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases;

/// <summary>The databases with an identifier, and tables by name (manual, nodes "Databases" and "conf-database").</summary>
[PluginExport(typeof(IStateDatabases), "databases", Needs = [nameof(IStateStoreProvider)])]
[Export(typeof(StateDatabases))]
public sealed class StateDatabases : IStateDatabases, IAsyncDisposable
{
    private readonly DatabaseModeStatement _mode;
    private readonly Lazy<DatabaseRegister> _register;

    /// <summary>Takes the settings, which are read when the first database is asked for.</summary>
    /// <param name="block">What the configuration says of the databases.</param>
    /// <param name="type">The type of databases whose names have none.</param>
    /// <param name="mode">The access mode of new files.</param>
    /// <param name="providers">The stores.</param>
    /// <param name="environment">The host.</param>
    [ImportingConstructor]
    public StateDatabases(
        DatabaseBlock block,
        DatabaseTypeStatement type,
        DatabaseModeStatement mode,
        [ImportMany] IEnumerable<IStateStoreProvider> providers,
        IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _mode = mode;
        var stores = new StoreCatalog(providers);
        _register = new Lazy<DatabaseRegister>(
            () => DatabaseRegister.Build(new DatabaseLocator(stores, environment.StateDirectory, type.Type), block.Options));
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateDatabase> All => [.. _register.Value.Databases.Select(static database => database.Current)];

    internal DatabaseLocator Locator => _register.Value.Locator;

    /// <summary>The databases that are open.</summary>
    internal IEnumerable<KnownDatabase> Open => _register.IsValueCreated ? _register.Value.Databases.Where(static database => database.Table is not null) : [];

    /// <inheritdoc/>
    public StateDatabase? Find(string id) => _register.Value.Find(id)?.Current;

    /// <inheritdoc/>
    public bool SetEnabled(string id, bool isEnabled)
    {
        if (_register.Value.Find(id) is not { } database)
            return false;
        database.SetEnabled(isEnabled);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<IStateTable> GetAsync(string id, StateExpiry? expiry, CancellationToken cancellationToken)
    {
        if (_register.Value.Find(id) is not { } database)
            return ValueTask.FromException<IStateTable>(new StateStoreException($"{id}: there is no database of this name", isTransient: false));
        return database.Table is { } table
            ? ValueTask.FromResult(table)
            : database.OpenAsync(this, expiry, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OpenAsync(Locator.Locate(request.Location, said: null), request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_register.IsValueCreated)
            return;
        foreach (var database in _register.Value.Databases)
            await database.DisposeAsync();
    }

    /// <summary>How a database is written in MFL: as the configuration does, a relative file name in full.</summary>
    internal string? NameOf(string id) => _register.Value.Find(id)?.Name;

    internal async ValueTask<IStateTable> OpenAsync(DatabaseLocation location, StateTableRequest request, CancellationToken cancellationToken)
    {
        if (location.Store.UsesFiles)
            FileSafety.Check(location.Name);
        return await location.Store.OpenAsync(
            request with { Location = location.Name, FileMode = request.FileMode ?? _mode.Mode }, cancellationToken);
    }
}
