using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace CountsStores;

/// <summary>Takes all stores that there are, and needs none.</summary>
[PluginExport(typeof(IMflModule), "counts-stores")]
public sealed class Module([ImportMany] IEnumerable<IStateStoreProvider> providers) : IMflModule
{
    [MflFunction("store_names")]
    public string StoreNames() => string.Join(' ', providers.Select(static provider => provider.Scheme));
}
