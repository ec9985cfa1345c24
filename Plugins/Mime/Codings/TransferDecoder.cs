using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Undoes transfer encodings (RFC 2045 §6) as mail programs do: what is wrong is left out or taken as it is, and counted.</summary>
internal static class TransferDecoder
{
    /// <summary>Opens encoded bytes for reading in decoded form.</summary>
    /// <param name="encoding">The encoding; of one that does nothing or is not known the bytes themselves are read.</param>
    /// <param name="raw">The encoded bytes, disposed with the result.</param>
    /// <returns>A <see cref="CodingStream"/>, which tells anomalies, or <paramref name="raw"/>.</returns>
    public static Stream Open(TransferEncoding encoding, Stream raw) => encoding switch
    {
        TransferEncoding.Base64 => new Base64Decoder(raw),
        TransferEncoding.QuotedPrintable => new QuotedPrintableDecoder(raw),
        TransferEncoding.Uuencode => new UuDecoder(raw),
        TransferEncoding.Yenc => new YencDecoder(raw),
        _ => raw,
    };
}
