namespace Postern.Abstractions.Storage;

/// <summary>
/// The databases that have an identifier (manual, node "Databases"): <c>cache</c>, <c>rate</c>, <c>tbf</c>, <c>greylist</c>, and those that the configuration adds by
/// <c>database ID { ... }</c>; and how the names of all others are understood. Thread-safe.
/// </summary>
public interface IStateDatabases
{
    /// <summary>All databases with an identifier.</summary>
    IReadOnlyList<StateDatabase> All { get; }

    /// <summary>A database as it is configured; <see langword="null"/> when there is none with this identifier.</summary>
    StateDatabase? Find(string id);

    /// <summary>Enables or disables a database until the host ends or reloads; returns whether there is one with this identifier.</summary>
    bool SetEnabled(string id, bool isEnabled);

    /// <summary>The table of a database, opened on first use, kept open and shared by all: the caller does not dispose of it. Cheap when it is open.</summary>
    /// <param name="id">The database's identifier.</param>
    /// <param name="expiry">When its records expire, for stores that keep only their bytes; made once per database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StateStoreException">It cannot be opened, or there is none with this identifier.</exception>
    ValueTask<IStateTable> GetAsync(string id, StateExpiry? expiry, CancellationToken cancellationToken);

    /// <summary>Opens a table by name: <c>SCHEME://NAME</c>, or a file name, of which the contents tell the scheme, or <c>database-type</c> when it does not exist yet.
    /// The caller disposes of it.</summary>
    /// <param name="request">Which table, its location as in the configuration, and how.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StateStoreException">It cannot be opened, or no plugin knows the scheme.</exception>
    ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken);
}
