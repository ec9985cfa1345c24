using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

internal sealed class FakeMessages : IMflMessages
{
    public List<IMailMessage> Closed { get; } = [];

    private readonly List<(IMailMessage Message, IDisposable? Owned)> _messages = [];

    public IMailMessage Get(MflContext context, string function, long descriptor) =>
        descriptor >= 0 && descriptor < _messages.Count
            ? _messages[(int)descriptor].Message
            : throw new MflException(MflExceptionCode.Failure, $"{function}: message not open");

    public long Add(MflContext context, string function, IMailMessage message, IDisposable? owned)
    {
        _messages.Add((message, owned));
        return _messages.Count - 1;
    }

    public void Close(MflContext context, IMailMessage message)
    {
        var (_, owned) = _messages.Single(open => ReferenceEquals(open.Message, message));
        Closed.Add(message);
        owned?.Dispose();
    }
}
