using System.Text;

namespace Postern.Plugins.Io.Filters;

/// <summary>Filters that write some bytes in another way.</summary>
internal static class EscapeFilters
{
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>URL encoding (RFC 3986 §2.1) of blanks, controls, quotes, percent signs and bytes above 0x7E.</summary>
    public static StreamFilter Percent() => new ByteFilter(static (value, result) =>
    {
        if (value is <= 0x20 or >= 0x7F or (byte)'"' or (byte)'%')
            WriteHex(result, '%', value);
        else
            result.WriteByte(value);
    });

    /// <summary>The encoding Q of encoded words (RFC 2047 §4.2), without their limits and frame.</summary>
    public static StreamFilter EncodedWord() => new ByteFilter(static (value, result) =>
    {
        if (value == ' ')
            result.WriteByte((byte)'_');
        else if (value is (byte)'\t' or (byte)'\n' || (value is > 0x20 and < 0x7F && value is not ((byte)'=' or (byte)'?' or (byte)'_')))
            result.WriteByte(value);
        else
            WriteHex(result, '=', value);
    });

    /// <summary>Entities of XML for its syntax, and character references for controls and bytes above 0x7F.</summary>
    public static StreamFilter Xml() => new ByteFilter(static (value, result) =>
    {
        switch (value)
        {
            case (byte)'<':
                result.Write("&lt;"u8);
                break;
            case (byte)'>':
                result.Write("&gt;"u8);
                break;
            case (byte)'&':
                result.Write("&amp;"u8);
                break;
            case >= 0x80 or (< 0x20 and not (byte)'\t' and not (byte)'\n' and not (byte)'\r'):
                result.Write(Encoding.ASCII.GetBytes($"&#x{value:x};"));
                break;
            default:
                result.WriteByte(value);
                break;
        }
    });

    /// <summary>The escapes of C for controls and the backslash, octal where there is no letter.</summary>
    public static StreamFilter CLanguage() => new ByteFilter(static (value, result) =>
    {
        if ("\a\b\t\n\v\f\r\\".IndexOf((char)value, StringComparison.Ordinal) is >= 0 and var letter)
            result.Write([(byte)'\\', (byte)@"abtnvfr\"[letter]]);
        else if (value is < 0x20 or 0x7F)
            result.Write([(byte)'\\', (byte)('0' + (value >> 6)), (byte)('0' + ((value >> 3) & 7)), (byte)('0' + (value & 7))]);
        else
            result.WriteByte(value);
    });

    public static void WriteHex(MemoryStream result, char mark, byte value) =>
        result.Write([(byte)mark, (byte)HexDigits[value >> 4], (byte)HexDigits[value & 0xF]]);
}
