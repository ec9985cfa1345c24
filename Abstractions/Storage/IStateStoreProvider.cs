namespace Postern.Abstractions.Storage;

/// <summary>Opens stores of one scheme (<c>sqlite</c>, <c>postgres</c>, <c>gdbm</c> ...). Thread-safe.</summary>
public interface IStateStoreProvider
{
    /// <summary>The scheme in a database's file name, lower case.</summary>
    string Scheme { get; }

    /// <summary>Whether a table is a file of its own, so that its location is a file name; otherwise a name that the store understands.</summary>
    bool UsesFiles { get; }

    /// <summary>Whether a file that exists is one of this store's, by its contents: used for names without a scheme.</summary>
    /// <param name="path">An absolute file name.</param>
    /// <returns><see langword="false"/> also when it cannot be read.</returns>
    bool Recognizes(string path) => false;

    /// <summary>Opens or creates a table.</summary>
    /// <param name="request">Which table, and how.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StateStoreException">The table cannot be opened; the message begins with the table's name.</exception>
    ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken);
}
