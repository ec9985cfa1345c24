using Postern.Abstractions.Messages;

namespace Postern.MessageWalk;

/// <summary>A message that was read into memory before the clock starts.</summary>
internal sealed class FileInMemory(string path) : IMessageContent
{
    private readonly byte[] _bytes = File.ReadAllBytes(path);

    public long Length => _bytes.Length;

    public Stream Open() => new MemoryStream(_bytes, 0, _bytes.Length, writable: false, publiclyVisible: true);
}
