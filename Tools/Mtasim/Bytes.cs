using System.Text;

namespace Postern.Tools.Mtasim;

/// <summary>Between texts of the system and byte strings, whose chars are bytes.</summary>
internal static class Bytes
{
    public static string FromUnicode(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static byte[] ToArray(string bytes) => Encoding.Latin1.GetBytes(bytes);

    /// <summary>White space as SMTP has it.</summary>
    public static string[] Words(string bytes) => bytes.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Control characters other than tab are shown as <c>?</c>: a filter's texts do not command the terminal.</summary>
    public static string Printable(string bytes) => string.Create(bytes.Length, bytes, static (shown, source) =>
    {
        for (int i = 0; i < source.Length; i++)
            shown[i] = (source[i] < ' ' && source[i] != '\t') || source[i] == '\x7F' ? '?' : source[i];
    });
}
