using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending;

/// <summary>The statement <c>mailer { url URL; }</c> (manual, node "mailer statement"), which the option <c>--mailer</c> sets too.</summary>
[PluginExport(typeof(IConfigurationBlock), "mailer")]
[Export(typeof(MailerBlock))]
public sealed class MailerBlock : IConfigurationBlock
{
    /// <inheritdoc/>
    public string Keyword => "mailer";

    /// <summary>The default mailer; <c>sendmail:</c> without a statement.</summary>
    public string Url { get; private set; } = "sendmail:";

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, "`mailer' is a block: mailer { url URL; }");
        foreach (var item in body)
        {
            if (item.Keyword != "url")
                throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `mailer'");
            Url = ReadUrl(item);
        }
    }

    /// <summary>Reads a statement whose value is a mailer's URL.</summary>
    internal static string ReadUrl(ConfigurationStatement item)
    {
        if (item.Values is not [{ List: null } value])
            throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants the URL of a mailer");
        return MailerUrl.Parse(value.Text, out var problem) is not null
            ? value.Text
            : throw new ConfigurationException(item.Place, $"cannot create mailer `{MailerUrl.Redact(value.Text)}': {problem}");
    }
}
