using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Sending.Copies;

/// <summary>The statement <c>recipients { reinject URL; most-copies NUMBER; key-file FILE; }</c>.</summary>
[PluginExport(typeof(IConfigurationBlock), "recipients")]
[Export(typeof(RecipientsBlock))]
public sealed class RecipientsBlock : IConfigurationBlock
{
    private const int Highest = 100;

    /// <inheritdoc/>
    public string Keyword => "recipients";

    /// <summary>The mailer that takes copies; empty without a statement: then there can be none.</summary>
    public string Reinject { get; private set; } = "";

    /// <summary>How often a message may have been copied before it is taken for one that goes in circles.</summary>
    public int MostCopies { get; private set; } = 5;

    /// <summary>The file with the key of trace fields; empty for one in the state directory.</summary>
    public string KeyFile { get; private set; } = "";

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, "`recipients' is a block: recipients { reinject URL; }");
        foreach (var item in body)
        {
            switch (item.Keyword)
            {
                case "reinject":
                    Reinject = MailerBlock.ReadUrl(item);
                    break;
                case "most-copies":
                    MostCopies = Number(item);
                    break;
                case "key-file":
                    KeyFile = item.Values is [{ List: null, Text: ['/', ..] } value]
                        ? value.Text
                        : throw new ConfigurationException(item.Place, "`key-file' wants an absolute file name");
                    break;
                default:
                    throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `recipients'");
            }
        }
    }

    private static int Number(ConfigurationStatement item) =>
        item.Values is [{ List: null } value] && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Highest
            ? number
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants a number from 1 to {Highest}");
}
