using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Mime.Tests.Editing;

/// <summary>A message under way, and what an MTA would make of the changes to it.</summary>
internal sealed class EditLab
{
    private readonly List<(string Name, string Value)> _header = [];
    private readonly string _body;

    /// <param name="message">The message as a byte string; its lines end in LF, which becomes CRLF.</param>
    public EditLab(string message)
    {
        message = message.Replace("\r\n", "\n", StringComparison.Ordinal);
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        foreach (string line in message[..end].Replace("\n ", "\0 ", StringComparison.Ordinal).Replace("\n\t", "\0\t", StringComparison.Ordinal).Split('\n'))
            _header.Add((line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart(' ').Replace('\0', '\n')));
        _body = message[(end + 2)..].Replace("\n", "\r\n", StringComparison.Ordinal);
        Context = new FakeMflContext { StoredMessage = new Stored(_header, _body) };
    }

    public FakeMflContext Context { get; }

    public string Original => Write(_header, _body);

    /// <summary>The message as changed.</summary>
    public string Result
    {
        get
        {
            var header = _header.ToList();
            string body = _body;
            foreach (MessageModification change in Context.Modifications.Items)
            {
                if (change is MessageModification.AddHeader add)
                    header.Add((add.Name, add.Value));
                else if (change is MessageModification.ChangeHeader changed)
                    Change(header, changed);
                else if (change is MessageModification.ReplaceBodyContent content)
                    body = Read(content.Content);
                else
                    Assert.Fail($"unexpected: {change}");
            }

            return Write(header, body);
        }
    }

    /// <summary>A message, parsed.</summary>
    public static IMailMessage Parse(string message) => new MessageReader().Read(new BytesOf(message), MessageLimits.Default);

    /// <summary>All bytes of a content.</summary>
    public static string Read(IMessageContent content)
    {
        using Stream stream = content.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.AreEqual(content.Length, copy.Length);
        return Encoding.Latin1.GetString(copy.ToArray());
    }

    /// <summary>The decoded bytes of an entity.</summary>
    public static string Decoded(IMimeEntity entity)
    {
        using Stream stream = entity.OpenDecoded();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }

    /// <summary>An entity and all in it, in the order of their numbers.</summary>
    public static IEnumerable<IMimeEntity> Entities(IMimeEntity entity) => entity.Parts.SelectMany(Entities).Prepend(entity);

    /// <summary>The entities without parts.</summary>
    public static IEnumerable<IMimeEntity> Leaves(IMimeEntity entity) => Entities(entity).Where(static part => part.Parts.Count == 0);

    private static void Change(List<(string Name, string Value)> header, MessageModification.ChangeHeader change)
    {
        int count = 0;
        int index = header.FindIndex(field => field.Name.Equals(change.Name, StringComparison.OrdinalIgnoreCase) && ++count == change.Index);
        Assert.IsGreaterThanOrEqualTo(0, index, $"{change}");
        if (change.Value.Length == 0)
            header.RemoveAt(index);
        else
            header[index] = (header[index].Name, change.Value);
    }

    private static string Write(IEnumerable<(string Name, string Value)> header, string body) =>
        string.Concat(header.Select(static field => $"{field.Name}: {field.Value.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n")) + "\r\n" + body;

    private sealed class Stored(List<(string Name, string Value)> header, string body) : IStoredMessage
    {
        private readonly byte[] _body = Encoding.Latin1.GetBytes(body);

        public long Number => 1;

        public IReadOnlyList<HeaderField> Header { get; } =
            [.. header.Select(static field => new HeaderField(Encoding.Latin1.GetBytes(field.Name), Encoding.Latin1.GetBytes(" " + field.Value)))];

        public long BodyLength => _body.Length;

        public Stream OpenBody() => new MemoryStream(_body, writable: false);
    }

    private sealed class BytesOf(string text) : IMessageContent
    {
        private readonly byte[] _bytes = Encoding.Latin1.GetBytes(text);

        public long Length => _bytes.Length;

        public Stream Open() => new MemoryStream(_bytes, writable: false);
    }
}
