using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Digests;

/// <summary>
/// Cuts a digest at its encapsulation boundaries, lines that begin with a dash (RFC 934), here with so many of them. A line that begins with a dash and a blank is one whose own dash was
/// stuffed. Empty lines before a part are none of it, and what is nothing else is no part.
/// </summary>
/// <param name="lines">The digest.</param>
/// <param name="leastDashes">How many dashes a boundary begins with.</param>
internal sealed class DigestSplitter(LineReader lines, long leastDashes)
{
    private SpooledContent? _part;
    private HeaderShape? _shape;

    /// <summary>Whether a boundary has been seen.</summary>
    public bool HasBoundary { get; private set; }

    /// <summary>The next part; <see langword="null"/> at the end.</summary>
    public async ValueTask<DigestPart?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        bool isPreamble = !HasBoundary;
        try
        {
            while (await lines.ReadAsync(function, cancellationToken) is { } line)
            {
                if (!IsBoundary(line.Span))
                {
                    Take(line.Span is [(byte)'-', (byte)' ', ..] ? line[2..] : line);
                    continue;
                }

                HasBoundary = true;
                if (_part is not null)
                    break;
                isPreamble = false;
            }

            return Finish(isPreamble);
        }
        finally
        {
            _part?.Dispose();
            _part = null;
        }
    }

    private bool IsBoundary(ReadOnlySpan<byte> line)
    {
        int dashes = line.IndexOfAnyExcept((byte)'-');
        if (dashes < 0)
            dashes = line.Length;
        return dashes > 0 && dashes >= leastDashes && (dashes > 1 || line[dashes..] is not ([] or [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..]));
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        if (_part is null && line.Span.Trim("\r\n"u8).IsEmpty)
            return;
        _part ??= new SpooledContent();
        _shape ??= new HeaderShape();
        _part.Append(line.Span);
        _shape.Take(line.Span);
    }

    private DigestPart? Finish(bool isPreamble)
    {
        if (_part is null)
            return null;
        _shape!.End();
        var part = new DigestPart(_part, _shape.IsMessage, isPreamble);
        (_part, _shape) = (null, null);
        return part;
    }
}
