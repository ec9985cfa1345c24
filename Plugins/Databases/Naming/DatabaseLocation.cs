using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Naming;

/// <summary>Where a database is.</summary>
/// <param name="Store">Its store.</param>
/// <param name="Name">An absolute file name, or what the store names its tables by.</param>
internal readonly record struct DatabaseLocation(IStateStoreProvider Store, string Name)
{
    public override string ToString() => $"{Store.Scheme}{DatabaseName.Separator}{Name}";
}
