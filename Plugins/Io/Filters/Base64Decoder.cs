namespace Postern.Plugins.Io.Filters;

/// <summary>RFC 2045 §6.8: characters of another alphabet are skipped, and a padding ends a group.</summary>
internal sealed class Base64Decoder : StreamFilter
{
    private int _bits;
    private int _count;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (value == '=')
                End(output);
            else if (Value(value) is >= 0 and var digit)
                Take(digit, output);
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        if (_count >= 2)
            output.WriteByte((byte)(_bits >> ((_count * 6) - 8)));
        if (_count == 3)
            output.WriteByte((byte)(_bits >> 2));
        (_bits, _count) = (0, 0);
    }

    private static int Value(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => value - 'A',
        >= (byte)'a' and <= (byte)'z' => value - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => value - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    private void Take(int digit, MemoryStream output)
    {
        _bits = (_bits << 6) | digit;
        if (++_count < 4)
            return;
        output.Write([(byte)(_bits >> 16), (byte)(_bits >> 8), (byte)_bits]);
        (_bits, _count) = (0, 0);
    }
}
