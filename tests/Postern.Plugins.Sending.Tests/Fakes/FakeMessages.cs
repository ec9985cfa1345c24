using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Sending.Tests.Fakes;

/// <summary>Addresses without comments and groups, headers with LF, and descriptors from 0: enough for what is tested here.</summary>
internal sealed class FakeMessages : IAddressReader, IMessageReader, IMflMessages
{
    public List<IMailMessage> Kept { get; } = [];

    public AddressList Read(string field)
    {
        var addresses = new List<MailAddress>();
        foreach (var item in field.Split(','))
        {
            var text = item.Trim();
            var name = text.IndexOf('<', StringComparison.Ordinal) is > 0 and var bracket ? text[..bracket].Trim() : "";
            text = text[name.Length..].Trim().TrimStart('<').TrimEnd('>');
            if (text.LastIndexOf('@') is var at && at <= 0)
                return new AddressList([], [], ["not an address"]);
            addresses.Add(new MailAddress(name, text[..at], text[(at + 1)..], "", "", ""));
        }

        return new AddressList(addresses, [], []);
    }

    public string WriteMailbox(MailAddress address) => $"{address.LocalPart}@{address.Domain}";

    public IMailMessage Read(IMessageContent content, MessageLimits limits) => new Parsed(content);

    public IMailMessage Current(MflContext context) => throw new NotSupportedException();

    public IMailMessage Get(MflContext context, string function, long descriptor) =>
        descriptor >= 0 && descriptor < Kept.Count ? Kept[(int)descriptor] : throw new MflException(MflExceptionCode.Failure, "message not open");

    public long Add(MflContext context, string function, IMailMessage message, IDisposable? owned)
    {
        Kept.Add(message);
        return Kept.Count - 1;
    }

    public void Close(MflContext context, IMailMessage message) => throw new NotSupportedException();

    private sealed class Parsed : IMailMessage
    {
        public Parsed(IMessageContent content)
        {
            Content = content;
            var text = content.Text();
            var fields = new List<MessageField>();
            while (BodyOffset < text.Length)
            {
                var end = text.IndexOf('\n', (int)BodyOffset) + 1;
                while (end < text.Length && text[end] is ' ' or '\t')
                    end = text.IndexOf('\n', end) + 1;
                var line = text[(int)BodyOffset..(end == 0 ? text.Length : end)];
                var offset = BodyOffset;
                BodyOffset += line.Length;
                if (line == "\n" || line.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
                    break;
                var field = new HeaderField(Encoding.Latin1.GetBytes(line[..colon]), Encoding.Latin1.GetBytes(line[(colon + 1)..].TrimEnd('\n')));
                fields.Add(new MessageField(field, offset, line.Length));
            }

            Header = fields;
        }

        public IMessageContent Content { get; }

        public IReadOnlyList<MessageField> Header { get; }

        public long BodyOffset { get; }

        public IMimeEntity Root => throw new NotSupportedException();

        public MessageAnomalies Anomalies => MessageAnomalies.None;

        public IReadOnlyList<string> Ambiguities => [];

        public IReadOnlyList<IMimeEntity> Leaves => [];
    }
}
