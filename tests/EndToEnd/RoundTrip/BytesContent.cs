using Postern.Abstractions.Messages;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>A message in memory.</summary>
internal sealed class BytesContent(byte[] bytes) : IMessageContent
{
    public long Length => bytes.Length;

    public Stream Open() => new MemoryStream(bytes, writable: false);
}
