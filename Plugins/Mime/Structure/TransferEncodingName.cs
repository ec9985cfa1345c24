using System.Buffers;
using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>Reads Content-Transfer-Encoding (RFC 2045 §6).</summary>
internal static class TransferEncodingName
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n;("u8);

    /// <summary>The encoding that a field's body names.</summary>
    /// <param name="body">The body.</param>
    /// <param name="anomalies">What is irregular about it.</param>
    public static TransferEncoding Read(ReadOnlySpan<byte> body, out MessageAnomalies anomalies)
    {
        anomalies = MessageAnomalies.None;
        var rest = body.Trim(" \t\r\n"u8);
        if (rest is [(byte)'(', ..])
        {
            anomalies |= MessageAnomalies.CommentInContentField;
            int close = rest.IndexOf((byte)')');
            rest = close < 0 ? default : rest[(close + 1)..].TrimStart(" \t\r\n"u8);
        }

        int end = rest.IndexOfAny(WordEnds);
        var word = end < 0 ? rest : rest[..end];
        if (word.Contains((byte)'"'))
        {
            // A token cannot be quoted (RFC 2045 §6.1); many programs do not know it then.
            anomalies |= MessageAnomalies.MalformedContentField;
            word = word.Trim((byte)'"');
        }

        if (end >= 0)
            anomalies |= rest[end..].Contains((byte)'(') ? MessageAnomalies.CommentInContentField : MessageAnomalies.MalformedContentField;
        var encoding = Find(word);
        if (encoding == TransferEncoding.Unknown)
            anomalies |= MessageAnomalies.BadTransferEncoding;
        return encoding;
    }

    /// <summary>Whether the content is not what stands there.</summary>
    public static bool ChangesBytes(TransferEncoding encoding) =>
        encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode or TransferEncoding.Yenc;

    private static TransferEncoding Find(ReadOnlySpan<byte> word)
    {
        Span<char> lower = stackalloc char[20];
        if (word.Length > lower.Length || Ascii.ToLower(word, lower, out int length) != OperationStatus.Done)
            return TransferEncoding.Unknown;
        return lower[..length] switch
        {
            "" or "7bit" or "7-bit" => TransferEncoding.SevenBit,
            "8bit" or "8-bit" => TransferEncoding.EightBit,
            "binary" => TransferEncoding.Binary,
            "quoted-printable" => TransferEncoding.QuotedPrintable,
            "base64" => TransferEncoding.Base64,
            "x-uuencode" or "uuencode" or "x-uue" or "uue" => TransferEncoding.Uuencode,
            "x-yencode" or "yencode" or "x-yenc" or "yenc" => TransferEncoding.Yenc,
            _ => TransferEncoding.Unknown,
        };
    }
}
