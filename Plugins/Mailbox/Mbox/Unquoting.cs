using Postern.Plugins.Mailbox.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>Takes away the <c>&gt;</c> with which an mbox quotes lines.</summary>
internal static class Unquoting
{
    /// <summary>Copies a message to a file without a name.</summary>
    public static FileSlice Copy(FileSlice message, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        const int OwnerOnly = 0x180;
        var handle = NativeFile.Open(path, LibC.ReadWrite | LibC.Create | LibC.Exclusive, OwnerOnly);
        try
        {
            NativeFile.Remove(path);
            var length = Write(message, new OutputFile(handle, 0), cancellationToken);
            return new FileSlice(new SharedFile(handle), name, 0, length) { FromLine = message.FromLine };
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static long Write(FileSlice message, OutputFile target, CancellationToken cancellationToken)
    {
        using var content = message.Open();
        var lines = new LineReader(Read);
        var length = 0L;
        while (lines.TryRead(out var line, out var isBeginning))
        {
            var text = isBeginning && line[0] == '>' && FromLine.NeedsQuote(line) ? line[1..] : line;
            target.Write(text);
            length += text.Length;
        }

        target.Flush();
        return length;

        int Read(Span<byte> buffer)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return content.Read(buffer);
        }
    }
}
