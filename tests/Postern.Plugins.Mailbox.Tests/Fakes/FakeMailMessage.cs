using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

/// <summary>A message with its header fields and nothing else.</summary>
internal sealed class FakeMailMessage(IMessageContent content) : IMailMessage
{
    public IMessageContent Content => content;

    public IReadOnlyList<MessageField> Header => Fields(content);

    public long BodyOffset => throw new NotSupportedException();

    public IMimeEntity Root => throw new NotSupportedException();

    public MessageAnomalies Anomalies => MessageAnomalies.None;

    public IReadOnlyList<string> Ambiguities => [];

    public IReadOnlyList<IMimeEntity> Leaves => [];

    private static List<MessageField> Fields(IMessageContent content)
    {
        using var reader = new StreamReader(content.Open(), Encoding.Latin1);
        var fields = new List<MessageField>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line.Split(':', 2) is [var name, var body])
                fields.Add(new MessageField(new HeaderField(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(body)), 0, 0));
        }

        return fields;
    }
}
