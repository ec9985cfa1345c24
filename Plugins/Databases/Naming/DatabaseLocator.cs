using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Naming;

/// <summary>Finds out what a name means.</summary>
/// <param name="stores">The stores that there are.</param>
/// <param name="stateDirectory">Where relative file names lead.</param>
/// <param name="defaultType">The type of new databases whose names say none.</param>
internal sealed class DatabaseLocator(StoreCatalog stores, string stateDirectory, string defaultType)
{
    public StoreCatalog Stores => stores;

    public string DefaultType => defaultType;

    /// <summary>The name of a file, absolute.</summary>
    public string PathOf(string name) => Path.GetFullPath(name, stateDirectory);

    /// <summary>Finds a database by its name: the scheme is that of the name, or the one that is said of it elsewhere, or that of the existing file, or the default.</summary>
    /// <param name="text">The name, as text.</param>
    /// <param name="said">The scheme that is said of it elsewhere.</param>
    /// <exception cref="StateStoreException">The name is empty, or no plugin knows its type.</exception>
    public DatabaseLocation Locate(string text, string? said)
    {
        var (scheme, name) = DatabaseName.Parse(text);
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
            throw new StateStoreException($"`{text}' is not the name of a database", isTransient: false);
        scheme ??= said;
        var store = scheme is null
            ? stores.Recognize(PathOf(name)) ?? stores.Require(defaultType, text)
            : stores.Require(scheme, text);
        return new DatabaseLocation(store, store.UsesFiles ? PathOf(name) : name);
    }
}
