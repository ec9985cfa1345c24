using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Codings;

namespace Postern.Plugins.Mime.Tests.Codings;

/// <summary>Codes whole texts.</summary>
internal static class Coding
{
    /// <summary>Decodes a byte string, its bytes arriving and read in pieces.</summary>
    public static (string Text, MessageAnomalies Anomalies) Decode(TransferEncoding encoding, string text, int arriving = int.MaxValue, int read = 4096)
    {
        using Stream stream = TransferDecoder.Open(encoding, new PiecewiseStream(Encoding.Latin1.GetBytes(text), arriving));
        return (ReadAll(stream, read), (stream as CodingStream)?.Anomalies ?? MessageAnomalies.None);
    }

    /// <summary>Encodes a byte string.</summary>
    public static string Encode(TransferEncoding encoding, string text, int arriving = int.MaxValue, int read = 4096)
    {
        using Stream stream = TransferEncoder.Open(encoding, new PiecewiseStream(Encoding.Latin1.GetBytes(text), arriving));
        return ReadAll(stream, read);
    }

    /// <summary>Bytes from a seed.</summary>
    public static string Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    private static string ReadAll(Stream stream, int size)
    {
        var result = new StringBuilder();
        var buffer = new byte[size];
        for (int count; (count = stream.Read(buffer, 0, size)) > 0;)
            result.Append(Encoding.Latin1.GetString(buffer, 0, count));
        return result.ToString();
    }
}
