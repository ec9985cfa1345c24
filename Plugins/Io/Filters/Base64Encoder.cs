using System.Buffers;
using System.Buffers.Text;

namespace Postern.Plugins.Io.Filters;

/// <summary>RFC 2045 §6.8, or in one line without an end (RFC 2047 §4.1).</summary>
/// <param name="lineLength">A newline stands behind each so many characters, the last of a full line too; 0 for none.</param>
internal sealed class Base64Encoder(int lineLength) : StreamFilter
{
    private readonly byte[] _group = new byte[3];
    private int _count;
    private int _column;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        while (_count > 0 && _count < _group.Length && !input.IsEmpty)
        {
            _group[_count++] = input[0];
            input = input[1..];
        }

        if (_count == _group.Length)
        {
            Write(_group, output);
            _count = 0;
        }

        if (_count > 0)
            return;
        var whole = input.Length - (input.Length % _group.Length);
        Write(input[..whole], output);
        input[whole..].CopyTo(_group);
        _count = input.Length - whole;
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        Write(_group.AsSpan(0, _count), output);
        _count = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes, MemoryStream output)
    {
        if (bytes.IsEmpty)
            return;
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        try
        {
            _ = Base64.EncodeToUtf8(bytes, buffer, out _, out var length);
            Break(buffer.AsSpan(0, length), output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Break(ReadOnlySpan<byte> text, MemoryStream output)
    {
        while (lineLength > 0 && text.Length >= lineLength - _column)
        {
            output.Write(text[..(lineLength - _column)]);
            output.WriteByte((byte)'\n');
            text = text[(lineLength - _column)..];
            _column = 0;
        }

        output.Write(text);
        _column += text.Length;
    }
}
