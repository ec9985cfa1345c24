namespace Postern.Plugins.Io.Filters;

/// <summary>Filters that look at lines.</summary>
internal static class LineFilters
{
    /// <summary>A newline after each so many bytes of a line.</summary>
    public static byte[] Break(byte[] input, int length)
    {
        var result = new MemoryStream(input.Length + (input.Length / length) + 1);
        var column = 0;
        foreach (var value in input)
        {
            if (value != '\n' && column == length)
            {
                result.WriteByte((byte)'\n');
                column = 0;
            }

            result.WriteByte(value);
            column = value == '\n' ? 0 : column + 1;
        }

        return result.ToArray();
    }

    /// <summary>A carriage return before each newline.</summary>
    public static byte[] CarriageReturns(byte[] input) => PerLine(input, static (line, result) =>
    {
        if (line.EndsWith("\n"u8))
        {
            result.Write(line[..^1]);
            result.Write("\r\n"u8);
        }
        else
        {
            result.Write(line);
        }
    });

    /// <summary>Dots at the start of lines doubled, and a line with a dot at the end (RFC 5321 §4.5.2).</summary>
    public static byte[] Dots(byte[] input, ReadOnlySpan<byte> lineEnd)
    {
        var stuffed = PerLine(input, static (line, result) =>
        {
            if (line.StartsWith("."u8))
                result.Write("."u8);
            result.Write(line);
        });
        return [.. stuffed, .. stuffed.Length == 0 || stuffed.AsSpan().EndsWith(lineEnd) ? [] : lineEnd, (byte)'.', .. lineEnd];
    }

    /// <summary>A <c>&gt;</c> before lines that begin with <c>From </c>; reversibly also before those that have one already.</summary>
    public static byte[] From(byte[] input, bool isReversible) => PerLine(input, (line, result) =>
    {
        if ((isReversible ? line.TrimStart((byte)'>') : line).StartsWith("From "u8))
            result.Write(">"u8);
        result.Write(line);
    });

    public static byte[] Prefix(byte[] input, byte[] prefix) => PerLine(input, (line, result) =>
    {
        result.Write(prefix);
        result.Write(line);
    });

    private static byte[] PerLine(ReadOnlySpan<byte> input, Action<ReadOnlySpan<byte>, MemoryStream> write)
    {
        var result = new MemoryStream(input.Length + (input.Length / 16) + 16);
        while (!input.IsEmpty)
        {
            var length = input.IndexOf((byte)'\n') is >= 0 and var newline ? newline + 1 : input.Length;
            write(input[..length], result);
            input = input[length..];
        }

        return result.ToArray();
    }
}
