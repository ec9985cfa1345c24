using System.Buffers.Binary;
using System.Text;

namespace Postern.Plugins.Content.ContentTypes;

/// <summary>Tells what a zip file is by the names of its first members: office documents, Java archives, books.</summary>
internal static class ZipContent
{
    private const int HeaderLength = 30;
    private const int LongestType = 128;

    private static readonly (string Prefix, string MediaType)[] Names =
    [
        ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("visio/", "application/vnd.ms-visio.drawing"),
        ("AndroidManifest.xml", "application/vnd.android.package-archive"),
        ("META-INF/", "application/java-archive"),
    ];

    /// <summary>Tells the type.</summary>
    public static string Detect(ReadOnlySpan<byte> head)
    {
        bool isOffice = false;
        for (int at = 0; at + HeaderLength <= head.Length;)
        {
            ReadOnlySpan<byte> header = head[at..];
            int nameEnd = HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            int dataStart = nameEnd + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            if (nameEnd > header.Length)
                break;
            ReadOnlySpan<byte> name = header[HeaderLength..nameEnd];
            if (name.SequenceEqual("mimetype"u8) && dataStart < header.Length && DeclaredType(header, dataStart) is { } declared)
                return declared;
            foreach ((string prefix, string mediaType) in Names)
            {
                if (Encoding.Latin1.GetString(name).StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    return mediaType;
            }

            isOffice |= name.SequenceEqual("[Content_Types].xml"u8);
            int next = header[nameEnd..].IndexOf("PK\u0003\u0004"u8);
            if (next < 0)
                break;
            at += nameEnd + next;
        }

        return isOffice ? "application/vnd.openxmlformats-officedocument" : "application/zip";
    }

    // OpenDocument and EPUB: the first member, stored, is the type.
    private static string? DeclaredType(ReadOnlySpan<byte> header, int dataStart)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != 0 || length is 0 or > LongestType || dataStart + length > header.Length)
            return null;
        ReadOnlySpan<byte> type = header.Slice(dataStart, (int)length);
        return type.ContainsAnyExceptInRange((byte)'!', (byte)'~') || !type.Contains((byte)'/') ? null : Encoding.ASCII.GetString(type);
    }
}
