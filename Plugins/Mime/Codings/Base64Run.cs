using System.Buffers;
using System.Buffers.Text;

namespace Postern.Plugins.Mime.Codings;

/// <summary>
/// The state of decoding base64 piece by piece. Bytes outside the alphabet are skipped, and what stands behind padding is decoded too: some mail programs stop there, others go
/// on, and whoever looks for something must see all of it.
/// </summary>
internal struct Base64Run
{
    private const int PackBytes = 4096;

    private int _singleSteps;
    private uint _bits;
    private int _count;
    private int _padsDue;
    private bool _isPadded;
    private bool _isSlow;

    /// <summary>Something was seen that base64 does not have.</summary>
    public bool IsIrregular { get; private set; }

    /// <summary>Decodes all that the output has room for.</summary>
    /// <param name="input">Encoded bytes.</param>
    /// <param name="output">Room for the result.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>How many bytes of the input were consumed.</returns>
    public int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        int consumed = 0;
        written = 0;
        while (consumed < input.Length)
        {
            if (_count == 0 && !_isSlow && !_isPadded
                && (DecodeLines(input, ref consumed, output, ref written) || DecodeLine(input, ref consumed, output, ref written)))
            {
                continue;
            }

            if (output.Length - written < 3)
                break;
            written += Take(input[consumed++], output[written..]);
        }

        return consumed;
    }

    /// <summary>Ends the run: bytes for which padding is missing.</summary>
    /// <returns>How many bytes were written, at most two.</returns>
    public int Finish(Span<byte> output)
    {
        IsIrregular |= _count > 0 || _padsDue > 0;
        int written = output.Length >= 2 ? Flush(output) : 0;
        _padsDue = 0;
        return written;
    }

    // Lines of the length of the first one, packed together so that the vector code has much to do at once. Where they hold anything but digits, they go one by one.
    private bool DecodeLines(ReadOnlySpan<byte> input, ref int consumed, Span<byte> output, ref int written)
    {
        if (_singleSteps > 0)
        {
            _singleSteps--;
            return false;
        }

        ReadOnlySpan<byte> rest = input[consumed..];
        int length = rest.IndexOfAny("\r\n \t"u8);
        if (length is <= 0 or > PackBytes / 2 || (length & 3) != 0)
            return false;
        ReadOnlySpan<byte> lineEnd = rest[length..] switch
        {
            [(byte)'\r', (byte)'\n', ..] => "\r\n"u8,
            [(byte)'\n', ..] => "\n"u8,
            _ => default,
        };
        int stride = length + lineEnd.Length;
        int most = lineEnd.IsEmpty ? 0 : Math.Min(Math.Min(PackBytes / length, rest.Length / stride), (output.Length - written) / (length / 4 * 3));
        Span<byte> pack = stackalloc byte[PackBytes];
        int lines = 0;
        for (int at = 0; lines < most && rest.Slice(at + length, lineEnd.Length).SequenceEqual(lineEnd); at += stride)
            rest.Slice(at, length).CopyTo(pack[(length * lines++)..]);
        if (lines < 2)
            return false;
        OperationStatus status = Base64.DecodeFromUtf8(pack[..(lines * length)], output[written..], out _, out int made, isFinalBlock: false);
        if (status != OperationStatus.Done || made != lines * length / 4 * 3)
        {
            _singleSteps = lines - 1;
            return false;
        }

        consumed += lines * stride;
        written += made;
        return true;
    }

    // Whole quanta up to the next white space, by the base library's vector code, which stops at the first byte that is not in the alphabet.
    private bool DecodeLine(ReadOnlySpan<byte> input, ref int consumed, Span<byte> output, ref int written)
    {
        ReadOnlySpan<byte> rest = input[consumed..];
        int length = rest.IndexOfAny("\r\n \t"u8);
        length = Math.Min(length < 0 ? rest.Length : length, (output.Length - written) / 3 * 4) & ~3;
        if (length == 0)
            return false;
        OperationStatus status = Base64.DecodeFromUtf8(rest[..length], output[written..], out int used, out int made, isFinalBlock: false);
        written += made;
        consumed += used;
        _isSlow = status == OperationStatus.InvalidData;
        return used > 0;
    }

    private int Take(byte value, Span<byte> output)
    {
        int digit = Digit(value);
        if (digit >= 0)
            return TakeDigit(digit, output);
        if (value == '=')
            return TakePad(output);
        if (value is (byte)'\n' or (byte)'\r')
            _isSlow = false;
        else
            IsIrregular |= value is not ((byte)' ' or (byte)'\t');
        return 0;
    }

    private int TakeDigit(int digit, Span<byte> output)
    {
        IsIrregular |= _isPadded;
        (_isPadded, _padsDue) = (false, 0);
        _bits = (_bits << 6) | (uint)digit;
        if (++_count < 4)
            return 0;
        _count = 0;
        output[0] = (byte)(_bits >> 16);
        output[1] = (byte)(_bits >> 8);
        output[2] = (byte)_bits;
        return 3;
    }

    private int TakePad(Span<byte> output)
    {
        _isPadded = true;
        IsIrregular |= _count == 1 || (_count == 0 && _padsDue == 0);
        _padsDue = _count == 0 ? Math.Max(0, _padsDue - 1) : 3 - _count;
        return Flush(output);
    }

    private int Flush(Span<byte> output)
    {
        int written = Math.Max(0, _count - 1);
        uint bits = _bits << (6 * (4 - _count));
        for (int i = 0; i < written; i++)
            output[i] = (byte)(bits >> (16 - (8 * i)));
        _count = 0;
        return written;
    }

    /// <summary>What a digit stands for, 0 to 63 (RFC 4648 §4); -1 for what is none.</summary>
    public static int Digit(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => value - 'A',
        >= (byte)'a' and <= (byte)'z' => value - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => value - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
