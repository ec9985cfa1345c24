using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Reads base64 (RFC 2045 §6.8).</summary>
internal sealed class Base64Decoder(Stream source) : CodingStream(source)
{
    private Base64Run _run;

    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = _run.Decode(input, output, out int written);
        if (isFinal && consumed == input.Length)
            written += _run.Finish(output[written..]);
        if (_run.IsIrregular)
            Anomalies |= MessageAnomalies.BadEncodedData;
        return new Progress(consumed, written);
    }
}
