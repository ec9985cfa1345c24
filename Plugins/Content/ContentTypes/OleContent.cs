using System.Text;

namespace Postern.Plugins.Content.ContentTypes;

/// <summary>Tells what a compound document is by the names of its streams, which stand in UTF-16 in its directory.</summary>
internal static class OleContent
{
    private static readonly (byte[] Name, string MediaType)[] Streams =
    [
        (Encoding.Unicode.GetBytes("WordDocument\0"), "application/msword"),
        (Encoding.Unicode.GetBytes("Workbook\0"), "application/vnd.ms-excel"),
        (Encoding.Unicode.GetBytes("Book\0"), "application/vnd.ms-excel"),
        (Encoding.Unicode.GetBytes("PowerPoint Document\0"), "application/vnd.ms-powerpoint"),
        (Encoding.Unicode.GetBytes("__properties_version1.0\0"), "application/vnd.ms-outlook"),
        (Encoding.Unicode.GetBytes("EncryptedPackage\0"), "application/x-ole-encrypted"),
        (Encoding.Unicode.GetBytes("VisioDocument\0"), "application/vnd.visio"),
    ];

    /// <summary>Tells the type; a document whose directory lies far behind is just a compound document.</summary>
    public static string Detect(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] name, string mediaType) in Streams)
        {
            if (head.IndexOf(name) >= 0)
                return mediaType;
        }

        return "application/x-ole-storage";
    }
}
