using System.Buffers.Text;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Writes base64 in lines of 76 characters (RFC 2045 §6.8).</summary>
internal sealed class Base64Encoder(Stream source) : CodingStream(source)
{
    private const int LineBytes = 57;
    private const int LineLength = 76 + 2;

    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = 0, written = 0;
        while (output.Length - written >= LineLength)
        {
            int count = Math.Min(input.Length - consumed, LineBytes);
            if (count == 0 || (count < LineBytes && !isFinal))
                break;
            Base64.EncodeToUtf8(input.Slice(consumed, count), output[written..], out _, out int length);
            consumed += count;
            written += length;
            output[written++] = (byte)'\r';
            output[written++] = (byte)'\n';
        }

        return new Progress(consumed, written);
    }
}
