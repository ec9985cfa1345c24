using System.Text;

namespace Postern.Configuration.Loading;

/// <summary>
/// The edge between configuration text, whose characters are bytes (Latin-1, as in MFL), and what the system takes as UTF-16:
/// file names, command line arguments, user names.
/// </summary>
public static class ByteText
{
    /// <summary>The bytes of <paramref name="bytes"/> (one per character) read as UTF-8.</summary>
    public static string ToUnicode(string bytes) =>
        IsAscii(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>The UTF-8 bytes of <paramref name="text"/>, one per character of the result.</summary>
    public static string FromUnicode(string text) =>
        IsAscii(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static bool IsAscii(string text) => Ascii.IsValid(text);
}
