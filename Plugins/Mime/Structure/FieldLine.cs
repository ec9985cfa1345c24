using System.Buffers;

namespace Postern.Plugins.Mime.Structure;

/// <summary>What a line of a header is.</summary>
internal static class FieldLine
{
    // RFC 5322 §3.6.8: ftext = %d33-57 / %d59-126.
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Where(static value => value != ':').Select(static value => (byte)value)]);

    /// <summary>Whether a line begins a field.</summary>
    /// <param name="line">The line.</param>
    /// <param name="nameLength">How many bytes the name has; 0 when it has none.</param>
    /// <param name="colon">Where the colon stands.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out int nameLength, out int colon)
    {
        nameLength = line.IndexOfAnyExcept(NameBytes);
        colon = -1;
        if (nameLength < 0)
            return false;
        int blanks = line[nameLength..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        colon = blanks < 0 ? -1 : nameLength + blanks;
        return colon >= 0 && line[colon] == ':';
    }

    /// <summary>Whether it is white space only.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>Whether it is the line that a mailbox has before a message, which some programs leave there.</summary>
    public static bool IsEnvelope(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);
}
