using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>The file of which the lines are being passed in a text: uuencode (POSIX) or yEnc.</summary>
internal sealed class FileInText
{
    private MimeEntity? _entity;

    /// <summary>Whether its end has not been found yet.</summary>
    public bool IsOpen => _entity is not null;

    /// <summary>The lines that may end it.</summary>
    public LineWatch Watch => _entity?.Encoding == TransferEncoding.Yenc ? LineWatch.Files : LineWatch.EndOfFile;

    /// <summary>Whether a line begins a file.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="encoding">How it is encoded.</param>
    public static bool IsBegin(ReadOnlySpan<byte> line, out string name, out TransferEncoding encoding)
    {
        encoding = line.StartsWith("=ybegin "u8) ? TransferEncoding.Yenc : TransferEncoding.Uuencode;
        name = "";
        ReadOnlySpan<byte> found = default;
        if (encoding == TransferEncoding.Yenc && line.IndexOf(" size="u8) > 0 && line.IndexOf(" name="u8) is > 0 and var at)
            found = line[(at + " name="u8.Length)..];
        else if (encoding == TransferEncoding.Uuencode && line.StartsWith("begin "u8))
            found = NameBehindMode(line["begin "u8.Length..]);
        if (found.IsEmpty)
            return false;
        name = Encoding.Latin1.GetString(found.Trim((byte)' ')).Replace("\0", "", StringComparison.Ordinal);
        return true;
    }

    /// <summary>Whether a line is the first one of uuencoded data: its first character tells how many bytes the others are.</summary>
    public static bool IsUuencoded(ReadOnlySpan<byte> line)
    {
        if (line is not [>= (byte)' ' and <= (byte)'`', ..])
            return false;
        int count = (line[0] - ' ') & 0x3F;
        int expected = (count + 2) / 3 * 4;

        // Blanks at the end may have got lost; a check sum may follow.
        return line.Length - 1 <= expected + 2 && line.Length - 1 >= expected - 3 && line[1..].IndexOfAnyExceptInRange((byte)' ', (byte)'`') < 0;
    }

    /// <summary>Whether a line is the last one of the file.</summary>
    public bool IsEnd(ReadOnlySpan<byte> line) => _entity?.Encoding == TransferEncoding.Yenc
        ? line.StartsWith("=yend"u8)
        : line.TrimEnd((byte)' ').SequenceEqual("end"u8);

    /// <summary>Begins a file.</summary>
    public void Open(MimeEntity entity) => _entity = entity;

    /// <summary>Ends the file that is open, if any.</summary>
    public void Close(long end)
    {
        _entity?.End(end);
        _entity = null;
    }

    /// <summary>Forgets the file.</summary>
    public void Reset() => _entity = null;

    private static ReadOnlySpan<byte> NameBehindMode(ReadOnlySpan<byte> rest)
    {
        int digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        return digits is 3 or 4 && rest[digits] == ' ' ? rest[(digits + 1)..] : default;
    }
}
