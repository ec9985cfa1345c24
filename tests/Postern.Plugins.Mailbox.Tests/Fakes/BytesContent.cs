using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mailbox.Tests.Fakes;

internal sealed class BytesContent(string text) : IMessageContent
{
    private readonly byte[] _bytes = Encoding.Latin1.GetBytes(text);

    public long Length => _bytes.Length;

    public Stream Open() => new MemoryStream(_bytes, writable: false);
}
