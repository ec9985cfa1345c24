using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Io;

/// <summary>The statement <c>runtime { max-streams NUMBER; }</c> (manual, node "conf-runtime").</summary>
[PluginExport(typeof(IConfigurationBlock), "runtime")]
[Export(typeof(RuntimeBlock))]
public sealed class RuntimeBlock : IConfigurationBlock
{
    private const int Most = 1_000_000;
    private const string MaxStreamsKeyword = "max-streams";

    /// <inheritdoc/>
    public string Keyword => "runtime";

    /// <inheritdoc/>
    public IReadOnlyList<string> Statements { get; } = [MaxStreamsKeyword];

    /// <summary>How many descriptors a session may have, 1 to 1,000,000; 1024 without a statement.</summary>
    public int MaxStreams { get; private set; } = StreamTable.DefaultLimit;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, "`runtime' is a block: runtime { max-streams NUMBER; }");
        foreach (ConfigurationStatement item in body)
        {
            MaxStreams = item.Keyword == MaxStreamsKeyword
                ? Count(item)
                : throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `runtime'");
        }
    }

    private static int Count(ConfigurationStatement item) =>
        item.Values is [{ List: null } value] && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most
            ? count
            : throw new ConfigurationException(item.Place, $"`max-streams' wants a number from 1 to {Most}");
}
