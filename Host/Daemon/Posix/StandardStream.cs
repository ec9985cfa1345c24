using System.Runtime.InteropServices;

namespace Postern.Daemon.Posix;

/// <summary>
/// Writes to a file descriptor that other writers share, at the place that they share: a <see cref="FileStream"/> would keep a
/// place of its own in a regular file and write over the others' output. A stream that was closed before the start, or that
/// nobody reads any more, takes everything and keeps nothing.
/// </summary>
internal sealed class StandardStream(int file) : Stream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written = LibC.Write(file, buffer, (nuint)buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (Marshal.GetLastPInvokeError() == TryAgain)
                LibC.WaitUntilWritable(file);
            else if (Marshal.GetLastPInvokeError() != Interrupted)
                return;
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
