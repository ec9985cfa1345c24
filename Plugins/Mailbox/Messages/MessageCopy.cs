using Postern.Plugins.Mailbox.Mbox;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>
/// Copies a message into a mailbox. Its lines end in LF there. A line <c>From </c> at its very beginning is none of the message, and the fields in which mailboxes
/// keep the state of a message are left out: what a sender wrote there is not true here.
/// </summary>
/// <param name="target">Where the copy goes.</param>
/// <param name="isQuoted">Whether lines that would begin another message get a <c>&gt;</c>, as an mbox needs it.</param>
internal sealed class MessageCopy(OutputFile target, bool isQuoted)
{
    private bool _isFirst = true;
    private bool _isInHeader = true;
    private bool _isDropping;
    private bool _endsLine = true;

    public void Copy(Stream message, CancellationToken cancellationToken)
    {
        var lines = new LineReader(Read);
        while (lines.TryRead(out var line, out var isBeginning))
        {
            if (isBeginning)
                Begin(line);
            if (!_isDropping)
                Write(line);
        }

        Finish();

        int Read(Span<byte> buffer)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return message.Read(buffer);
        }
    }

    private void Begin(ReadOnlySpan<byte> line)
    {
        if (_isFirst && line.StartsWith("From "u8))
        {
            _isDropping = true;
        }
        else if (_isInHeader)
        {
            var isBlank = line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
            _isInHeader = !isBlank;
            _isDropping = !isBlank && (line[0] is (byte)' ' or (byte)'\t' ? _isDropping : StateField.IsOne(line));
        }

        _isFirst = false;
        if (isQuoted && !_isDropping && FromLine.NeedsQuote(line))
            target.Write(">"u8);
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        _endsLine = line[^1] == '\n';
        if (line is [.., (byte)'\r', (byte)'\n'])
        {
            target.Write(line[..^2]);
            target.Write("\n"u8);
        }
        else
        {
            target.Write(line);
        }
    }

    // In an mbox a message ends in an empty line, which is not the one that ends its header.
    private void Finish()
    {
        if (!isQuoted)
            return;
        if (!_endsLine)
            target.Write("\n"u8);
        target.Write(_isInHeader ? "\n\n"u8 : "\n"u8);
    }
}
