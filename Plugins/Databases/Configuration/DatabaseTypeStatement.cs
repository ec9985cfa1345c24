using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>The statement <c>database-type TYPE</c> (manual, node "conf-database").</summary>
/// <param name="providers">The stores that there are.</param>
[PluginExport(typeof(IConfigurationBlock), "database-type", Needs = [nameof(IStateStoreProvider)])]
[Export(typeof(DatabaseTypeStatement))]
[method: ImportingConstructor]
public sealed class DatabaseTypeStatement([ImportMany] IEnumerable<IStateStoreProvider> providers) : IConfigurationBlock
{
    /// <summary>The type without a statement.</summary>
    internal const string Default = "sqlite";

    /// <inheritdoc/>
    public string Keyword => "database-type";

    /// <summary>The scheme of databases whose names have none.</summary>
    public string Type { get; private set; } = Default;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var value = StatementReader.Value(statement);
        RequireScheme(providers, value.Text, value.Place);
        Type = value.Text;
    }

    internal static void RequireScheme(IEnumerable<IStateStoreProvider> providers, string scheme, SourcePlace place)
    {
        if (!providers.Any(provider => provider.Scheme == scheme))
        {
            throw new ConfigurationException(
                place, $"unknown database type `{scheme}'; the plugins that are loaded know {string.Join(", ", providers.Select(static provider => provider.Scheme).Order(StringComparer.Ordinal))}");
        }
    }
}
