namespace Postern.Plugins.Sending.Content;

/// <summary>A run of bytes within a message that is put together.</summary>
/// <param name="Length">How many.</param>
/// <param name="Open">Opens what they stand in; the stream can seek.</param>
/// <param name="Offset">Where they begin in it.</param>
internal sealed record ContentSegment(long Length, Func<Stream> Open, long Offset = 0)
{
    public static ContentSegment Of(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Length, () => new MemoryStream(bytes.ToArray(), writable: false));
}
