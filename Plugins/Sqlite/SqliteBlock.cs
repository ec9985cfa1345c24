using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Sqlite;

/// <summary>The block <c>storage { sqlite { busy-timeout SECONDS; synchronous normal|full; } }</c>.</summary>
[PluginExport(typeof(IConfigurationBlock), "storage-sqlite")]
[Export(typeof(SqliteBlock))]
public sealed class SqliteBlock : IConfigurationBlock
{
    private const string Block = "sqlite";
    private const string BusyTimeout = "busy-timeout";
    private const string Synchronous = "synchronous";
    private const int LongestTimeout = 300;

    /// <inheritdoc/>
    public string Keyword => "storage";

    /// <inheritdoc/>
    public IReadOnlyList<string> Statements { get; } = [Block];

    internal SqliteOptions Options { get; private set; } = SqliteOptions.Default;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        foreach (ConfigurationStatement block in statement.Body ?? [])
        {
            if (block.Body is not { } body || block.Values.Count > 0)
                throw new ConfigurationException(block.Place, $"`{Block}' is a block: storage {{ {Block} {{ {BusyTimeout} SECONDS; {Synchronous} normal; }} }}");
            foreach (ConfigurationStatement item in body)
                Options = Read(item);
        }
    }

    private SqliteOptions Read(ConfigurationStatement item)
    {
        string text = item.Values is [{ List: null } value] && item.Body is null ? value.Text : "";
        return item.Keyword switch
        {
            BusyTimeout when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= LongestTimeout =>
                Options with { BusyTimeout = TimeSpan.FromSeconds(seconds) },
            BusyTimeout => throw new ConfigurationException(item.Place, $"`{BusyTimeout}' wants a number of seconds from 1 to {LongestTimeout}"),
            Synchronous when text is "normal" or "full" => Options with { IsSynchronous = text == "full" },
            Synchronous => throw new ConfigurationException(item.Place, $"`{Synchronous}' wants `normal' or `full'"),
            _ => throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `{Block}'"),
        };
    }
}
