using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Mailbox;

/// <summary>The statement <c>runtime { max-open-mailboxes NUMBER; }</c> (manual, node "conf-runtime").</summary>
[PluginExport(typeof(IConfigurationBlock), "runtime-mailboxes")]
[Export(typeof(MailboxesBlock))]
public sealed class MailboxesBlock : IConfigurationBlock
{
    private const int DefaultLimit = 64;
    private const int Most = 1_000_000;
    private const string LimitKeyword = "max-open-mailboxes";

    /// <inheritdoc/>
    public string Keyword => "runtime";

    /// <inheritdoc/>
    public IReadOnlyList<string> Statements { get; } = [LimitKeyword];

    /// <summary>How many mailboxes a session may have open, 1 to 1,000,000; 64 without a statement.</summary>
    public int MaxOpenMailboxes { get; private set; } = DefaultLimit;

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, $"`runtime' is a block: runtime {{ {LimitKeyword} NUMBER; }}");
        foreach (var item in body)
        {
            MaxOpenMailboxes = item.Keyword == LimitKeyword
                ? Count(item)
                : throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `runtime'");
        }
    }

    private static int Count(ConfigurationStatement item) =>
        item.Values is [{ List: null } value] && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most
            ? count
            : throw new ConfigurationException(item.Place, $"`{LimitKeyword}' wants a number from 1 to {Most}");
}
