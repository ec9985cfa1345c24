using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>The statement <c>database ID { ... }</c> (manual, node "conf-database").</summary>
/// <param name="providers">The stores that there are.</param>
[PluginExport(typeof(IConfigurationBlock), "database", Needs = [nameof(IStateStoreProvider)])]
[Export(typeof(DatabaseBlock))]
[method: ImportingConstructor]
public sealed class DatabaseBlock([ImportMany] IEnumerable<IStateStoreProvider> providers) : IConfigurationBlock
{
    private readonly Dictionary<string, DatabaseOptions> _options = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Keyword => "database";

    /// <summary>What is said of each database, by identifier.</summary>
    internal IReadOnlyDictionary<string, DatabaseOptions> Options => _options;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement is not { Body: { } body, Values: [{ List: null, Text.Length: > 0 } id] })
            throw new ConfigurationException(statement.Place, "`database' is a block with an identifier: database greylist { file NAME; }");
        var options = _options.GetValueOrDefault(id.Text) ?? new DatabaseOptions();
        foreach (var item in body)
            options = Apply(id.Text, options, item);
        _options[id.Text] = options;
    }

    private DatabaseOptions Apply(string id, DatabaseOptions options, ConfigurationStatement item)
    {
        if (item.Keyword is "positive-expire-interval" or "negative-expire-interval" && id != PredefinedDatabases.Cache)
            throw new ConfigurationException(item.Place, $"{item.Keyword} is valid only for cache database");
        return item.Keyword switch
        {
            "file" => options with { File = File(item) },
            "enable" => options with { IsEnabled = StatementReader.Flag(item) },
            "expire-interval" or "positive-expire-interval" => options with { ExpireInterval = StatementReader.Interval(item) },
            "negative-expire-interval" => options with { NegativeExpireInterval = StatementReader.Interval(item) },
            _ => throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `database'"),
        };
    }

    private string File(ConfigurationStatement item)
    {
        var text = StatementReader.Name(item);
        var name = DatabaseName.Parse(text);
        if (name.Scheme is { } scheme)
            DatabaseTypeStatement.RequireScheme(providers, scheme, item.Place);
        return name.Name.Length > 0 ? text : throw new ConfigurationException(item.Place, $"`{text}' has no name behind the type");
    }
}
