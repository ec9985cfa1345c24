using Postern.Abstractions;
using Postern.Abstractions.Storage;

namespace ZoneAndTables;

/// <summary>Stands for the databases of a running host, which a test must never touch.</summary>
[PluginExport(typeof(IStateStoreProvider), "real")]
public sealed class RealStores : IStateStoreProvider
{
    public string Scheme => "sqlite";

    public bool UsesFiles => true;

    public ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a test must not open a real database");
}
