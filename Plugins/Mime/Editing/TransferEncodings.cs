using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Editing;

/// <summary>What can be done with transfer encodings.</summary>
internal static class TransferEncodings
{
    /// <summary>It leaves the bytes as they are.</summary>
    public static bool IsIdentity(TransferEncoding encoding) => encoding is TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.Binary;

    /// <summary>It can be written as well as read.</summary>
    public static bool CanWrite(TransferEncoding encoding) => IsIdentity(encoding) || encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable;
}
