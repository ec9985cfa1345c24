using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>A mailbox that is one file.</summary>
internal sealed class MboxFolder(MboxFile file, Envelope envelope, TimeProvider time) : MailFolder
{
    private readonly List<MboxEntry> _entries = [];
    private long _scanned;
    private int _generation;

    public override async ValueTask<int> CountAsync(CancellationToken cancellationToken)
    {
        file.Renew();
        if (file.Generation == _generation && FileStatus.Of(file.Handle).Length == _scanned)
            return _entries.Count;
        using (await MailboxLock.TakeAsync(file, FileLockKind.Read, time, cancellationToken))
            Scan(cancellationToken);
        return _entries.Count;
    }

    public override async ValueTask<FileSlice?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (number < 1 || number > await CountAsync(cancellationToken))
            return null;
        var entry = _entries[(int)number - 1];
        var line = LineOf(entry);
        var slice = new FileSlice(file.Shared.Share(), file.Path, entry.Content, entry.End - entry.Content) { FromLine = line };
        if (entry.Quoted == 0)
            return slice;
        using (slice)
            return Unquoting.Copy(slice, file.Path, cancellationToken);
    }

    public override async ValueTask AppendAsync(IMailMessage message, string? sender, CancellationToken cancellationToken)
    {
        file.RequireFile();
        using var held = await MailboxLock.TakeAsync(file, FileLockKind.Write, time, cancellationToken);
        file.RequireFile();
        var length = FileStatus.Of(file.Handle).Length;
        try
        {
            Write(message, sender, length, cancellationToken);
            NativeFile.Synchronize(file.Handle);
        }
        catch
        {
            RandomAccess.SetLength(file.Handle, length);
            throw;
        }
    }

    public override void Dispose() => file.Dispose();

    private string LineOf(MboxEntry entry)
    {
        var line = new byte[entry.Content - entry.Offset];
        return RandomAccess.Read(file.Handle, line, entry.Offset) == line.Length && line is [.. var text, (byte)'\n'] && FromLine.IsOne(text)
            ? Encoding.Latin1.GetString(text)
            : throw new IOException("another program has changed the mailbox; open it anew");
    }

    private void Write(IMailMessage message, string? sender, long length, CancellationToken cancellationToken)
    {
        var output = new OutputFile(file.Handle, length);
        output.Write(Separator(length));
        output.Write(Encoding.Latin1.GetBytes(envelope.LineOf(message, sender)));
        output.Write("\n"u8);
        using (var content = message.Content.Open())
            new MessageCopy(output, isQuoted: true).Copy(content, cancellationToken);
        output.Flush();
    }

    // What ends the message before, should whoever wrote it have left that out or died.
    private ReadOnlySpan<byte> Separator(long length)
    {
        Span<byte> last = stackalloc byte[2];
        if (length < last.Length || RandomAccess.Read(file.Handle, last, length - last.Length) < last.Length)
            return [];
        return last switch
        {
            [(byte)'\n', (byte)'\n'] => [],
            [_, (byte)'\n'] => "\n"u8,
            _ => "\n\n"u8,
        };
    }

    private void Scan(CancellationToken cancellationToken)
    {
        var length = FileStatus.Of(file.Handle).Length;
        if (file.Generation != _generation || length < _scanned)
            _entries.Clear();
        var start = 0L;
        if (_entries.Count > 0)
        {
            // The last message may go on.
            start = _entries[^1].Offset;
            _entries.RemoveAt(_entries.Count - 1);
        }

        _scanned = new MboxScan(_entries).Read(file.Handle, start, length, cancellationToken);
        _generation = file.Generation;
    }
}
