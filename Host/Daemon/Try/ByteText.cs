using System.Text;

namespace Postern.Daemon.Try;

/// <summary>Between the terminal's text and byte strings.</summary>
internal static class ByteText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string FromTerminal(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>UTF-8 where it is valid, otherwise a character per byte.</summary>
    public static string Decode(string bytes)
    {
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return bytes;
        }
    }

    /// <summary>Decoded; control characters other than tab and line feed are shown as <c>?</c>.</summary>
    public static string ForTerminal(string bytes)
    {
        string text = Decode(bytes);
        return string.Create(text.Length, text, static (shown, source) =>
        {
            for (int i = 0; i < source.Length; i++)
                shown[i] = char.IsControl(source[i]) && source[i] is not ('\t' or '\n') ? '?' : source[i];
        });
    }
}
