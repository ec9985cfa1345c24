using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Applies transfer encodings; the lines end in CRLF.</summary>
internal static class TransferEncoder
{
    /// <summary>Opens bytes for reading in encoded form.</summary>
    /// <param name="encoding">Base64 or quoted-printable (for text: line ends become CRLF); any other leaves the bytes as they are.</param>
    /// <param name="decoded">The bytes, disposed with the result.</param>
    public static Stream Open(TransferEncoding encoding, Stream decoded) => encoding switch
    {
        TransferEncoding.Base64 => new Base64Encoder(decoded),
        TransferEncoding.QuotedPrintable => new QuotedPrintableEncoder(decoded),
        _ => decoded,
    };
}
