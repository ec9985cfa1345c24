namespace Postern.Plugins.Mime.Tests.Codings;

/// <summary>Bytes that arrive in pieces of one size.</summary>
internal sealed class PiecewiseStream(byte[] bytes, int size) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
}
