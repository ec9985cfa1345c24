using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Message.Tests;

/// <summary>A message under way.</summary>
internal sealed class StoredText(string body, params (string Name, string Value)[] fields) : IStoredMessage
{
    public long Number { get; set; } = 1;

    public IReadOnlyList<HeaderField> Header { get; } =
        [.. fields.Select(static field => new HeaderField(Encoding.Latin1.GetBytes(field.Name), Encoding.Latin1.GetBytes(field.Value)))];

    public long BodyLength => body.Length;

    public Stream OpenBody() => new MemoryStream(Encoding.Latin1.GetBytes(body));
}
