using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

internal sealed class FakeReader : IMessageReader
{
    public IMailMessage Read(IMessageContent content, MessageLimits limits) => new FakeMailMessage(content);

    public IMailMessage Current(MflContext context) => throw new NotSupportedException();
}
