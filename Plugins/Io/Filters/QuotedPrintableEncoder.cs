namespace Postern.Plugins.Io.Filters;

/// <summary>RFC 2045 §6.7: lines of at most 76 bytes, blanks at the end of a line encoded.</summary>
internal static class QuotedPrintableEncoder
{
    private const int LongestLine = 76;

    public static byte[] Encode(byte[] input)
    {
        var result = new MemoryStream(input.Length + (input.Length / 4));
        var column = 0;
        for (var i = 0; i < input.Length; i++)
        {
            var value = input[i];
            if (value == '\n')
            {
                result.WriteByte(value);
                column = 0;
                continue;
            }

            var isLast = i + 1 == input.Length || input[i + 1] == '\n';
            var isPlain = value is >= 0x21 and <= 0x7E && value != '=' || (value is 0x20 or 0x09 && !isLast);
            var size = isPlain ? 1 : 3;
            // A line that goes on needs room for its soft break.
            if (column + size > (isLast ? LongestLine : LongestLine - 1))
            {
                result.Write("=\n"u8);
                column = 0;
            }

            column += size;
            if (isPlain)
                result.WriteByte(value);
            else
                EscapeFilters.WriteHex(result, '=', value);
        }

        return result.ToArray();
    }
}
