using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Mailbox.Messages;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>
/// One pass through an mbox that finds its messages. A message begins at a line <c>From </c> with a date, at the beginning of the file or behind an empty line.
/// Content-Length is not looked at: senders write it.
/// </summary>
internal sealed class MboxScan(List<MboxEntry> entries)
{
    private long _offset;
    private MboxEntry? _current;
    private bool _isInHeader;
    private bool _isBehindBlank = true;
    private bool _isBlankOfBody;

    /// <summary>Adds the messages of a part of the file, which begins with one.</summary>
    /// <returns>Where the pass ended: <paramref name="end"/>, or before it when the file has become shorter.</returns>
    public long Read(SafeFileHandle file, long start, long end, CancellationToken cancellationToken)
    {
        var position = start;
        var lines = new LineReader(Fill, 256 * 1024);
        _offset = start;
        while (lines.TryRead(out var line, out var isBeginning))
        {
            if (isBeginning)
                Line(line);
            _offset += line.Length;
        }

        Finish();
        return _offset;

        int Fill(Span<byte> buffer)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, end - position)], position);
            position += count;
            return count;
        }
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (_isBehindBlank && line[^1] == '\n' && FromLine.IsOne(line[..^1]))
        {
            Finish();
            _current = new MboxEntry(_offset, _offset + line.Length, 0, 0);
            _isInHeader = true;
            _isBehindBlank = false;
            return;
        }

        _isBehindBlank = line is [(byte)'\n'];
        _isBlankOfBody = _isBehindBlank && !_isInHeader;
        if (line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'])
            _isInHeader = false;
        else if (line[0] == '>' && FromLine.NeedsQuote(line) && _current is { } entry)
            _current = entry with { Quoted = entry.Quoted + 1 };
    }

    private void Finish()
    {
        if (_current is not { } entry)
            return;
        if (entries.Count == MailFolder.MostMessages)
            throw new IOException($"more than {MailFolder.MostMessages} messages");
        entries.Add(entry with { End = _isBlankOfBody ? _offset - 1 : _offset });
        _current = null;
        _isBlankOfBody = false;
    }
}
