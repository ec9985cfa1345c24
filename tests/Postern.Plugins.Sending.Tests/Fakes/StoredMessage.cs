using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Tests.Fakes;

/// <summary>A message as a host keeps it.</summary>
internal sealed class StoredMessage : IStoredMessage
{
    private byte[] _body;

    public StoredMessage(string body, params string[] fields)
    {
        _body = Encoding.Latin1.GetBytes(body);
        Header = [.. fields.Select(static field => new HeaderField(
            Encoding.Latin1.GetBytes(field[..field.IndexOf(':', StringComparison.Ordinal)]), Encoding.Latin1.GetBytes(field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..])))];
    }

    public long Number { get; private set; } = 1;

    public IReadOnlyList<HeaderField> Header { get; init; }

    public long BodyLength => _body.Length;

    public Stream OpenBody() => new MemoryStream(_body, writable: false);

    /// <summary>The next message of the session has come.</summary>
    public void Replace(string body)
    {
        Number++;
        _body = Encoding.Latin1.GetBytes(body);
    }
}
