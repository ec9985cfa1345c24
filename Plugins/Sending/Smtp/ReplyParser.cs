using System.Text;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>
/// Cuts what a server sends into replies (RFC 5321 §4.2): <c>*( code "-" text CRLF ) code [ SP text ] CRLF</c>. Only CRLF ends a line: a server in whose text another program would
/// see a line end could be made to say what it does not mean. Lines, their number and their bytes are bounded.
/// </summary>
internal sealed class ReplyParser
{
    /// <summary>RFC 5321 §4.5.3.1.5 asks for 512; servers with long texts exist.</summary>
    public const int MostLineBytes = 2048;

    public const int MostLines = 128;

    private readonly byte[] _bytes = new byte[2 * MostLineBytes];
    private readonly List<string> _lines = [];
    private int _code;
    private int _start;
    private int _end;

    /// <summary>What made the bytes invalid.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Bytes have come that belong to no reply asked for.</summary>
    public bool HasLeftover => _end > _start || _lines.Count > 0;

    /// <summary>Where the next bytes go; never empty as long as <see cref="Next"/> wants more.</summary>
    public Memory<byte> Space
    {
        get
        {
            if (_start > 0)
            {
                _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
                (_start, _end) = (0, _end - _start);
            }

            return _bytes.AsMemory(_end);
        }
    }

    public void Received(int count) => _end += count;

    public ReplyStatus Next(out ServerReply? reply)
    {
        reply = null;
        while (true)
        {
            var bytes = _bytes.AsSpan(_start, _end - _start);
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0 && bytes.Length <= MostLineBytes)
                return ReplyStatus.NeedsMore;
            if (end < 0 || end > MostLineBytes)
                return Refuse($"a reply line of more than {MostLineBytes} bytes");
            if (end == 0 || bytes[end - 1] != '\r')
                return Refuse("a reply line that ends in a bare LF");
            _start += end + 1;
            if (Take(bytes[..(end - 1)]) is not { } isLast)
                return ReplyStatus.Invalid;
            if (!isLast)
                continue;
            reply = new ServerReply(_code, [.. _lines]);
            _lines.Clear();
            return ReplyStatus.Done;
        }
    }

    /// <returns>Whether it is the last line; <see langword="null"/> when it is none.</returns>
    private bool? Take(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAny((byte)'\r', (byte)0) >= 0)
            return Wrong("a bare CR or a NUL in a reply");
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2])
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
            return Wrong("a reply without a code");
        var code = (((line[0] - '0') * 10) + line[1] - '0') * 10 + line[2] - '0';
        if (_lines.Count > 0 && code != _code)
            return Wrong($"a reply whose lines have different codes, {_code} and {code}");
        if (_lines.Count == MostLines)
            return Wrong($"a reply of more than {MostLines} lines");
        _code = code;
        _lines.Add(line.Length > 4 ? Printable.Text(Encoding.Latin1.GetString(line[4..])) : "");
        return line.Length == 3 || line[3] == ' ';
    }

    private ReplyStatus Refuse(string problem)
    {
        Wrong(problem);
        return ReplyStatus.Invalid;
    }

    private bool? Wrong(string problem)
    {
        Problem = problem;
        return null;
    }
}
