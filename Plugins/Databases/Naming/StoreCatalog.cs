using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Naming;

/// <summary>The stores that plugins offer.</summary>
/// <param name="providers">In the order in which they are asked whose file a file is.</param>
internal sealed class StoreCatalog(IEnumerable<IStateStoreProvider> providers)
{
    // SQLite is asked first: who else opens one of its files to look at it, and closes it, takes away the locks of this process on it.
    private readonly IStateStoreProvider[] _providers = [.. providers.OrderByDescending(static provider => provider.Scheme == "sqlite")];

    public IStateStoreProvider? Find(string scheme) => Array.Find(_providers, provider => provider.Scheme == scheme);

    /// <exception cref="StateStoreException">No plugin knows the type.</exception>
    public IStateStoreProvider Require(string scheme, string name) => Find(scheme) ?? throw new StateStoreException(
        $"{name}: no plugin knows the database type `{scheme}'; there are {string.Join(", ", _providers.Select(static provider => provider.Scheme).Order(StringComparer.Ordinal))}",
        isTransient: false);

    /// <summary>The store of which a file is, by its contents.</summary>
    public IStateStoreProvider? Recognize(string path) => Array.Find(_providers, provider => provider.UsesFiles && provider.Recognizes(path));
}
