using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

internal sealed class FakeReader : IMessageReader
{
    public IMailMessage Read(IMessageContent content, MessageLimits limits) => new FakeMailMessage(content);

    public IMailMessage? UnderWay { get; set; }

    public IMailMessage Current(MflContext context) => UnderWay ?? new FakeMailMessage(new BytesContent(""));
}
