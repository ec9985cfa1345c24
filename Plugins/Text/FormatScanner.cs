using System.Globalization;
using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>One conversion of a format: read, then appended with its argument.</summary>
internal ref struct FormatScanner
{
    private readonly string _format;
    private readonly int _start;
    private readonly ReadOnlySpan<MflValue> _arguments;
    private int _at;

    /// <param name="format">The whole format.</param>
    /// <param name="start">Offset behind the percent sign.</param>
    /// <param name="arguments">All arguments.</param>
    /// <param name="next">The number, from 1, of the argument for the next conversion without a number of its own.</param>
    public FormatScanner(string format, int start, ReadOnlySpan<MflValue> arguments, int next)
    {
        _format = format;
        _start = _at = start;
        _arguments = arguments;
        Next = next;
    }

    public int Next { get; private set; }

    private readonly char Current => _at < _format.Length ? _format[_at] : '\0';

    /// <summary>Appends the conversion's text.</summary>
    /// <returns>The offset behind it.</returns>
    public int AppendTo(StringBuilder result)
    {
        if (Current == '%')
        {
            result.Append('%');
            return _at + 1;
        }

        var before = Next;
        var number = Ordinal();
        var style = Style();
        var conversion = Current;
        if (conversion is not ('d' or 'i' or 'u' or 'x' or 'X' or 'o' or 's'))
        {
            // What is no conversion stands for itself; what the format's end cuts off is dropped, both as in the reference.
            Next = before;
            if (_at < _format.Length)
                result.Append('%').Append(_format, _start, ++_at - _start);
            return _at;
        }

        _at++;
        var value = Argument(number);
        if (conversion == 's')
            style.AppendText(result, value.Text);
        else
            style.AppendNumber(result, conversion, NumberOf(value));
        return _at;
    }

    private FormatStyle Style()
    {
        var style = default(FormatStyle);
        while (style.TryAddFlag(Current))
            _at++;
        if (Width() is { } width)
            style.SetWidth(FormatFunctions.CheckedWidth(width));
        if (Current != '.')
            return style;
        _at++;
        if (Width() is { } precision and >= 0)
            style.SetPrecision(FormatFunctions.CheckedWidth(precision));
        return style;
    }

    /// <summary>The number before a dollar sign.</summary>
    private int? Ordinal()
    {
        var end = _at;
        while (end < _format.Length && char.IsAsciiDigit(_format[end]))
            end++;
        if (end == _at || end == _format.Length || _format[end] != '$'
            || !int.TryParse(_format.AsSpan(_at, end - _at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return null;
        }

        _at = end + 1;
        return number;
    }

    private long? Width()
    {
        if (Current == '*')
        {
            _at++;
            return NumberOf(Argument(Ordinal()));
        }

        var start = _at;
        while (char.IsAsciiDigit(Current))
            _at++;
        if (start == _at)
            return null;
        return long.TryParse(_format.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : long.MaxValue;
    }

    private MflValue Argument(int? ordinal)
    {
        var number = ordinal ?? Next++;
        return number <= _arguments.Length
            ? _arguments[number - 1]
            : throw new MflException(MflExceptionCode.Range, $"sprintf: Argument {number} is not supplied");
    }

    private static long NumberOf(MflValue value)
    {
        if (!value.IsString)
            return value.Number;
        return long.TryParse(value.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new MflException(MflExceptionCode.StringToNumber, $"sprintf: \"{value.Text}\" is not a number");
    }
}
