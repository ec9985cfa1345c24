using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mailbox;

/// <summary>What a mailbox descriptor stands for.</summary>
/// <param name="folder">The mailbox.</param>
internal sealed class OpenMailbox(MailFolder folder) : IDisposable
{
    private readonly HashSet<IMailMessage> _messages = new(ReferenceEqualityComparer.Instance);

    public MailFolder Folder => folder;

    /// <summary>The messages of it that have descriptors.</summary>
    public IEnumerable<IMailMessage> Messages => [.. _messages];

    /// <summary>Notes a message until the result is disposed.</summary>
    public IDisposable Note(IMailMessage message, IDisposable content)
    {
        _messages.Add(message);
        return new NotedMessage(this, message, content);
    }

    public void Dispose() => folder.Dispose();

    private sealed class NotedMessage(OpenMailbox mailbox, IMailMessage message, IDisposable content) : IDisposable
    {
        public void Dispose()
        {
            mailbox._messages.Remove(message);
            content.Dispose();
        }
    }
}
