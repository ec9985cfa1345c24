using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>Moves over the lines of a content and notes what is irregular about them. Between calls it stands at the beginning of a line.</summary>
/// <param name="window">The content.</param>
/// <param name="endsAtCarriageReturn">Whether a CR ends a line also where no LF follows.</param>
internal sealed class LineCursor(ByteWindow window, bool endsAtCarriageReturn)
{
    // RFC 5322 §2.1.1, without the line end.
    private const int LongestLine = 998;

    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private MessageAnomalies _anomalies;
    private int _firstLineEnd;
    private int _pin = -1;

    /// <summary>Where it stands in the window.</summary>
    public int At { get; private set; }

    /// <summary>Where it stands, in bytes from the beginning of the content.</summary>
    public long Position => window.Base + At;

    /// <summary>How many bytes the line end takes that was passed last.</summary>
    public int LastLineEnd { get; private set; }

    /// <summary>Whether a line that was passed ended in LF.</summary>
    public bool HasLineFeed => _firstLineEnd != 0;

    /// <summary>The bytes in the window from the pin on.</summary>
    public ReadOnlySpan<byte> Pinned => window.Span[_pin..At];

    /// <summary>What has been irregular since the last call.</summary>
    public MessageAnomalies TakeAnomalies()
    {
        var taken = _anomalies;
        _anomalies = MessageAnomalies.None;
        return taken;
    }

    /// <summary>Keeps what begins here in the window until <see cref="Unpin"/>.</summary>
    public void Pin() => _pin = At;

    /// <summary>Lets the window move on; gives the bytes that were kept.</summary>
    public ReadOnlyMemory<byte> Unpin()
    {
        var bytes = window.Retain(_pin, At);
        _pin = -1;
        return bytes;
    }

    /// <summary>Whether the line here, of which the first byte must be in the window (<see cref="IsAtEnd"/>), may be a delimiter.</summary>
    public bool StartsWithHyphen => window.Span[At] == '-';

    /// <summary>The line here without its end, valid until the cursor is asked for anything else.</summary>
    /// <param name="maximum">No more of it than so many bytes.</param>
    public ReadOnlySpan<byte> Peek(int maximum)
    {
        int seen = 0;
        while (true)
        {
            var rest = Rest(maximum);
            int length = FindEnd(rest[seen..]);
            if (length >= 0 || rest.Length == maximum)
                return TrimEnd(length < 0 ? rest : rest[..(seen + length)]);
            seen = rest.Length;

            // What is in the window moves, also when nothing comes.
            if (!TryFill())
                return TrimEnd(Rest(maximum));
        }
    }

    /// <summary>Whether the end of the content is here.</summary>
    public bool IsAtEnd() => At == window.Span.Length && !TryFill();

    /// <summary>Moves over lines to the next one whose first byte is a hyphen, or any other line that is watched.</summary>
    /// <returns><see langword="false"/>: there is none, the end of the content is here.</returns>
    public bool TryFind(LineWatch watch)
    {
        while (!IsAtEnd())
        {
            byte first = window.Span[At];
            if (first == '-' || (watch != LineWatch.Delimiters && watch.Covers(first)))
                return true;
            PassLine();
        }

        return false;
    }

    /// <summary>Moves over the line here.</summary>
    public void PassLine()
    {
        long start = Position;
        while (true)
        {
            var rest = window.Span[At..];
            int next = rest.IndexOfAny((byte)0, LineFeed, CarriageReturn);
            if (next < 0)
            {
                At += rest.Length;
                if (TryFill())
                    continue;
                EndLine(start, 0);
                return;
            }

            At += next;
            if (PassSpecial(rest[next], start))
                return;
        }
    }

    private bool PassSpecial(byte special, long start)
    {
        if (special == LineFeed)
        {
            EndLine(start, 1);
            return true;
        }

        if (special == 0)
        {
            _anomalies |= MessageAnomalies.NulByte;
            At++;
            return false;
        }

        if (At + 1 < window.Span.Length || TryFill())
        {
            if (window.Span[At + 1] == LineFeed)
            {
                EndLine(start, 2);
                return true;
            }
        }

        _anomalies |= MessageAnomalies.BareCarriageReturn;
        if (endsAtCarriageReturn)
            EndLine(start, 1);
        else
            At++;
        return endsAtCarriageReturn;
    }

    private void EndLine(long start, int lineEnd)
    {
        if (Position - start > LongestLine)
            _anomalies |= MessageAnomalies.LongLine;
        bool isBareCarriageReturn = lineEnd == 1 && window.Span[At] == CarriageReturn;
        if (lineEnd > 0 && !isBareCarriageReturn)
        {
            if (_firstLineEnd == 0)
                _firstLineEnd = lineEnd;
            else if (_firstLineEnd != lineEnd)
                _anomalies |= MessageAnomalies.BareLineFeed;
        }

        At += lineEnd;
        LastLineEnd = lineEnd;
    }

    private ReadOnlySpan<byte> Rest(int maximum)
    {
        var rest = window.Span[At..];
        return rest.Length > maximum ? rest[..maximum] : rest;
    }

    private int FindEnd(ReadOnlySpan<byte> bytes) => endsAtCarriageReturn ? bytes.IndexOfAny(LineFeed, CarriageReturn) : bytes.IndexOf(LineFeed);

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line) => line is [.., CarriageReturn] ? line[..^1] : line;

    private bool TryFill()
    {
        int moved = window.Discard(_pin >= 0 ? _pin : At);
        At -= moved;
        if (_pin >= 0)
            _pin -= moved;
        return window.TryFill();
    }
}
