using System.Globalization;
using System.Text;

namespace Postern.Plugins.Text;

/// <summary>Flags, width and precision of a conversion (C11 7.21.6.1).</summary>
internal struct FormatStyle
{
    private bool _isLeft;
    private bool _hasSign;
    private bool _hasBlank;
    private bool _hasZeros;
    private bool _isAlternate;
    private int _width;
    private int? _precision;

    public bool TryAddFlag(char flag)
    {
        switch (flag)
        {
            case '-':
                return _isLeft = true;
            case '+':
                return _hasSign = true;
            case ' ':
                return _hasBlank = true;
            case '0':
                return _hasZeros = true;
            case '#':
                return _isAlternate = true;
            default:
                return false;
        }
    }

    /// <summary>Sets the width; a negative one means left-aligned.</summary>
    public void SetWidth(int width)
    {
        _isLeft |= width < 0;
        _width = Math.Abs(width);
    }

    public void SetPrecision(int precision) => _precision = precision;

    // A precision of 0 counts as none here and below, as in the reference.
    public readonly void AppendText(StringBuilder result, string text) =>
        Append(result, "", _precision is { } limit and > 0 && limit < text.Length ? text.AsSpan(0, limit) : text);

    public readonly void AppendNumber(StringBuilder result, char conversion, long number)
    {
        var digits = conversion switch
        {
            'x' => number.ToString("x", CultureInfo.InvariantCulture),
            'X' => number.ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(number, 8),
            'u' => ((ulong)number).ToString(CultureInfo.InvariantCulture),
            _ => (number < 0 ? 0UL - (ulong)number : (ulong)number).ToString(CultureInfo.InvariantCulture),
        };
        var sign = conversion switch
        {
            'd' or 'i' => number < 0 ? "-" : _hasSign ? "+" : _hasBlank ? " " : "",
            'x' when _isAlternate => "0x",
            'X' when _isAlternate => "0X",
            'o' when _isAlternate && number != 0 => "0",
            _ => "",
        };
        var zeros = _precision is { } least ? least - digits.Length
            : _hasZeros && !_isLeft ? _width - sign.Length - digits.Length
            : 0;
        Append(result, sign, zeros > 0 ? string.Concat(new string('0', zeros), digits) : digits);
    }

    private readonly void Append(StringBuilder result, string sign, ReadOnlySpan<char> text)
    {
        var blanks = Math.Max(_width - sign.Length - text.Length, 0);
        if (!_isLeft)
            result.Append(' ', blanks);
        result.Append(sign).Append(text);
        if (_isLeft)
            result.Append(' ', blanks);
    }
}
