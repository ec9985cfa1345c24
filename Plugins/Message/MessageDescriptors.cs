using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>The message descriptors of a session.</summary>
/// <param name="settings">The limits that the configuration sets.</param>
[PluginExport(typeof(IMflMessages), "descriptors")]
[Export(typeof(MessageDescriptors))]
[method: ImportingConstructor]
public sealed class MessageDescriptors(MessagesBlock settings) : IMflMessages
{
    /// <inheritdoc/>
    public IMailMessage Get(MflContext context, string function, long descriptor) => Open(context, function, descriptor).Message;

    /// <inheritdoc/>
    public long Add(MflContext context, string function, IMailMessage message, IDisposable? owned)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        return Table(context).Add(function, new OpenMessage(message, new MessageText(message)) { Owned = owned });
    }

    /// <inheritdoc/>
    public void Close(MflContext context, IMailMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        Table(context).Close(message);
    }

    internal OpenMessage Open(MflContext context, string function, long descriptor)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Table(context).Get(context, function, descriptor);
    }

    internal MessageTable Table(MflContext context) => MessageTable.Of(context, settings.MaxOpenMessages);
}
