using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>Gathers what is written to a file.</summary>
/// <param name="file">The file.</param>
/// <param name="position">Where in it the first byte goes.</param>
internal sealed class OutputFile(SafeFileHandle file, long position)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private long _position = position;
    private int _count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_count == _buffer.Length)
                Flush();
            var count = Math.Min(bytes.Length, _buffer.Length - _count);
            bytes[..count].CopyTo(_buffer.AsSpan(_count));
            _count += count;
            bytes = bytes[count..];
        }
    }

    public void Flush()
    {
        RandomAccess.Write(file, _buffer.AsSpan(0, _count), _position);
        _position += _count;
        _count = 0;
    }
}
