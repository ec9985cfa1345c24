using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Message;

/// <summary>The statement <c>runtime { max-open-messages NUMBER; }</c> (manual, node "conf-runtime").</summary>
[PluginExport(typeof(IConfigurationBlock), "runtime-messages")]
[Export(typeof(MessagesBlock))]
public sealed class MessagesBlock : IConfigurationBlock
{
    internal const int DefaultLimit = 1024;

    private const int Most = 1_000_000;
    private const string LimitKeyword = "max-open-messages";

    /// <inheritdoc/>
    public string Keyword => "runtime";

    /// <inheritdoc/>
    public IReadOnlyList<string> Statements { get; } = [LimitKeyword];

    /// <summary>How many message descriptors a session may have, 1 to 1,000,000; 1024 without a statement.</summary>
    public int MaxOpenMessages { get; private set; } = DefaultLimit;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, $"`runtime' is a block: runtime {{ {LimitKeyword} NUMBER; }}");
        foreach (ConfigurationStatement item in body)
        {
            MaxOpenMessages = item.Keyword == LimitKeyword
                ? Count(item)
                : throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `runtime'");
        }
    }

    private static int Count(ConfigurationStatement item) =>
        item.Values is [{ List: null } value] && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= Most
            ? count
            : throw new ConfigurationException(item.Place, $"`{LimitKeyword}' wants a number from 1 to {Most}");
}
