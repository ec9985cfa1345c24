using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Mime.Content;
using Postern.Plugins.Mime.Structure;

namespace Postern.Plugins.Mime;

/// <summary>Reads messages (RFC 5322, RFC 2045 to 2049, RFC 2183, RFC 2231).</summary>
[PluginExport(typeof(IMessageReader), "mime")]
public sealed class MessageReader : IMessageReader
{
    /// <inheritdoc />
    public IMailMessage Read(IMessageContent content, MessageLimits limits) => new MailMessage(content, limits);

    /// <inheritdoc />
    public IMailMessage Current(MflContext context) => ReadCurrent(context);

    /// <summary>The message of <see cref="Current"/> with its entities.</summary>
    internal static MailMessage ReadCurrent(MflContext context) =>
        context.GetState(static () => new CurrentMessage()).Get(context.Message, static stored => new MailMessage(new StoredContent(stored), MessageLimits.Default));
}
