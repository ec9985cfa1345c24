using System.Buffers;
using System.Text;

namespace Postern.Plugins.Mime.Structure;

/// <summary>Looks at the lines of a preamble or epilogue, which nobody is shown, for what looks like an entity or like encoded data.</summary>
internal struct HiddenContent
{
    // Lines of base64 of that length one behind another.
    private const int ShortestData = 60;
    private const int FewestLines = 2;

    private static readonly SearchValues<byte> Base64Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private int _dataLines;

    /// <summary>Looks at the next line.</summary>
    /// <returns>Whether there is content.</returns>
    public bool Look(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return false;
        bool isData = line.Length >= ShortestData && line.IndexOfAnyExcept(Base64Bytes) < 0;
        _dataLines = isData ? _dataLines + 1 : 0;
        return _dataLines >= FewestLines
            || (line[0] is (byte)'C' or (byte)'c' && IsContentField(line))
            || (line[0] is (byte)'b' or (byte)'=' && FileInText.IsBegin(line, out _, out _));
    }

    private static bool IsContentField(ReadOnlySpan<byte> line) =>
        FieldLine.TryRead(line, out int nameLength, out _) && nameLength > 8 && Ascii.EqualsIgnoreCase(line[..8], "content-");
}
