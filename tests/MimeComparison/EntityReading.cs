using System.Text;

namespace Postern.MimeComparison;

/// <summary>What a parser says of an entity.</summary>
/// <param name="Message">The message's file.</param>
/// <param name="Path">Where the entity is: 0 is the message, then the numbers of the parts joined by dots; a file found in text is the text's path, a slash and its number.</param>
/// <param name="Type">The media type in lower case.</param>
/// <param name="Size">The decoded size in bytes; "-" for what has parts.</param>
/// <param name="Name">The file name; in it and in the type bytes that are not ASCII are \xNN.</param>
internal sealed record EntityReading(string Message, string Path, string Type, string Size, string Name)
{
    /// <summary>A line of a peer: the fields separated by tabs, the name in hexadecimal.</summary>
    public static EntityReading Parse(string line) => line.Split('\t') is [var message, var path, var type, var size, var name]
        ? new EntityReading(message, path, Printable(Encoding.Latin1.GetBytes(type)), size, Printable(Convert.FromHexString(name)))
        : throw new FormatException($"the peer printed \"{line}\" where five fields were expected");

    /// <summary>A type or name as it is shown and compared.</summary>
    public static string Printable(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (byte b in name)
            text.Append(b is > 31 and < 127 and not (byte)'|' ? ((char)b).ToString() : $"\\x{b:X2}");
        return text.ToString();
    }
}
