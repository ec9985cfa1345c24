using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Structure;

namespace Postern.Plugins.Mime.Content;

/// <summary>The message under way of a session, as long as nothing comes to it.</summary>
internal sealed class CurrentMessage
{
    private MailMessage? _message;
    private (long Number, int Fields, long BodyLength) _state;

    /// <summary>The message, read anew when another one or more of it has arrived.</summary>
    public MailMessage Get(IStoredMessage stored, Func<IStoredMessage, MailMessage> read)
    {
        var state = (stored.Number, stored.Header.Count, stored.BodyLength);
        if (_message is null || state != _state)
            (_message, _state) = (read(stored), state);
        return _message;
    }
}
