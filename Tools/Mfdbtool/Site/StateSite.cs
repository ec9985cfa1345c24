using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>What plugins provide for the databases of a site. Disposing of it lets the plugins go.</summary>
/// <param name="databases">The databases.</param>
/// <param name="formats">How their records are laid out.</param>
/// <param name="stores">The stores.</param>
/// <param name="release">Lets the plugins go.</param>
internal sealed class StateSite(
    IStateDatabases databases, IReadOnlyList<IStateRecordFormat> formats, IReadOnlyList<IStateStoreProvider> stores, Func<ValueTask> release)
    : IAsyncDisposable
{
    public IStateDatabases Databases => databases;

    public IReadOnlyList<IStateRecordFormat> Formats => formats;

    public IReadOnlyList<IStateStoreProvider> Stores => stores;

    public IStateRecordFormat? FindFormat(string name) => formats.FirstOrDefault(format => format.Name == name);

    public IStateStoreProvider? FindStore(string scheme) => stores.FirstOrDefault(store => store.Scheme == scheme);

    public ValueTask DisposeAsync() => release();
}
