using Microsoft.Win32.SafeHandles;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>Reads a part of a file. When the file has become shorter, reading is an exception of the script that reads.</summary>
internal sealed class FileSliceStream(SafeFileHandle file, string name, long offset, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Math.Max(length - _position, 0));
        if (wanted == 0)
            return 0;
        var count = RandomAccess.Read(file, buffer[..wanted], offset + _position);
        if (count == 0)
            throw new MflException(MflExceptionCode.InputOutput, $"{name}: another program has cut the mailbox while the message was read");
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => length,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return _position = target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
