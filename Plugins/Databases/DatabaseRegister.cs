using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;
using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases;

/// <summary>The databases with an identifier.</summary>
/// <param name="Locator">Finds any others.</param>
/// <param name="Databases">All, the predefined ones first.</param>
internal sealed record DatabaseRegister(DatabaseLocator Locator, IReadOnlyList<KnownDatabase> Databases)
{
    private readonly Dictionary<string, KnownDatabase> _byId = Databases.ToDictionary(static database => database.Current.Id, StringComparer.Ordinal);

    public static DatabaseRegister Build(DatabaseLocator locator, IReadOnlyDictionary<string, DatabaseOptions> options) => new(
        locator,
        [
            .. PredefinedDatabases.Identifiers.Concat(options.Keys.Except(PredefinedDatabases.Identifiers).Order(StringComparer.Ordinal))
                .Select(id => Make(locator, id, options.GetValueOrDefault(id) ?? new DatabaseOptions())),
        ]);

    public KnownDatabase? Find(string id) => _byId.GetValueOrDefault(id);

    private static KnownDatabase Make(DatabaseLocator locator, string id, DatabaseOptions options)
    {
        var (location, name) = Place(locator, id, options.File);
        var expiry = options.ExpireInterval ?? PredefinedDatabases.ExpireInterval;
        var database = new StateDatabase(id, location)
        {
            IsEnabled = options.IsEnabled ?? true,
            ExpireInterval = expiry,
            PositiveExpireInterval = expiry,
            NegativeExpireInterval = options.NegativeExpireInterval ?? PredefinedDatabases.NegativeExpireInterval,
        };
        return new KnownDatabase(database, name);
    }

    // A type that no plugin knows is told when the database is opened.
    private static (string Location, string Name) Place(DatabaseLocator locator, string id, string? file)
    {
        var isFileByDefault = locator.Stores.Find(locator.DefaultType)?.UsesFiles ?? true;
        var (scheme, name) = DatabaseName.Parse(file ?? PredefinedDatabases.NameOf(id, locator.DefaultType, isFileByDefault));
        var isFile = scheme is null ? isFileByDefault : locator.Stores.Find(scheme)?.UsesFiles ?? true;
        if (isFile)
            name = locator.PathOf(name);
        var location = $"{scheme ?? locator.DefaultType}{DatabaseName.Separator}{name}";
        return (location, scheme is null && isFile ? name : location);
    }
}
