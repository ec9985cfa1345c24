using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Content;

/// <summary>The message under way of a session, as long as nothing comes to it.</summary>
internal sealed class CurrentMessage
{
    private IMailMessage? _message;
    private (long Number, int Fields, long BodyLength) _state;

    /// <summary>The message, read anew when another one or more of it has arrived.</summary>
    public IMailMessage Get(IStoredMessage stored, Func<IStoredMessage, IMailMessage> read)
    {
        var state = (stored.Number, stored.Header.Count, stored.BodyLength);
        if (_message is null || state != _state)
            (_message, _state) = (read(stored), state);
        return _message;
    }
}
