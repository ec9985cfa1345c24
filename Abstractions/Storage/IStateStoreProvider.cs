namespace Postern.Abstractions.Storage;

/// <summary>Opens stores of one scheme (<c>sqlite</c>, <c>postgres</c>, <c>gdbm</c> ...).</summary>
public interface IStateStoreProvider
{
    /// <summary>The scheme in a database's file name, lower case.</summary>
    string Scheme { get; }

    /// <summary>Opens or creates a table.</summary>
    /// <param name="location">The database's name without the scheme.</param>
    /// <param name="mode">How it is opened.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StateStoreException">The table cannot be opened.</exception>
    ValueTask<IStateTable> OpenAsync(string location, StateTableMode mode, CancellationToken cancellationToken);
}
