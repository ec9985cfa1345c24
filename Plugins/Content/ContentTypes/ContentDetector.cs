using System.Buffers.Binary;

namespace Postern.Plugins.Content.ContentTypes;

/// <summary>Tells the type of content from its first bytes, whatever its name and its header say.</summary>
internal static class ContentDetector
{
    /// <summary>How many bytes are worth looking at: up to the label of a compact disc.</summary>
    public const int HeadLength = 0x8001 + 5;

    private const int PdfHeaderSearch = 1024;

    /// <summary>Reads the beginning of a stream and tells its type.</summary>
    public static string Detect(Stream content)
    {
        var head = new byte[HeadLength];
        return Detect(head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Tells the type.</summary>
    /// <param name="head">The beginning, <see cref="HeadLength"/> bytes or all there is.</param>
    /// <returns>A media type; <c>application/x-empty</c> for nothing, <c>text/plain</c> or <c>application/octet-stream</c> where nothing is recognised.</returns>
    public static string Detect(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return "application/x-empty";
        if (head.StartsWith("MZ"u8))
            return IsPortableExecutable(head) ? "application/vnd.microsoft.portable-executable" : "application/x-dosexec";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]))
            return IsJavaClass(head) ? "application/java-vm" : "application/x-mach-binary";
        foreach (ContentSignature signature in ContentSignatures.All)
        {
            if (signature.Matches(head))
                return Refine(signature.MediaType, head);
        }

        if (head[..Math.Min(head.Length, PdfHeaderSearch)].IndexOf("%PDF-"u8) >= 0)
            return "application/pdf";
        return head is [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] ? "image/bmp" : TextDetector.Detect(head);
    }

    private static string Refine(string mediaType, ReadOnlySpan<byte> head) => mediaType switch
    {
        "application/zip" => ZipContent.Detect(head),
        "application/x-ole-storage" => OleContent.Detect(head),
        _ => mediaType,
    };

    private static bool IsPortableExecutable(ReadOnlySpan<byte> head)
    {
        const int HeaderPlace = 0x3C;
        if (head.Length < HeaderPlace + 4)
            return false;
        uint at = BinaryPrimitives.ReadUInt32LittleEndian(head[HeaderPlace..]);
        return at >= (uint)head.Length || head[(int)at..].StartsWith("PE\0\0"u8);
    }

    // A Mach-O file for several processors begins alike; what follows is their number, here the version, which began at 45.
    private static bool IsJavaClass(ReadOnlySpan<byte> head) => head.Length >= 8 && BinaryPrimitives.ReadUInt16BigEndian(head[6..]) >= 45;
}
