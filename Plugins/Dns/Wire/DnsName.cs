using System.Text;

namespace Postern.Plugins.Dns.Wire;

/// <summary>
/// A domain name as it is on the wire, in lower case: labels, each behind its length, without the final empty one. Every char is a byte.
/// Text forms have dots, and a backslash before what is not a visible character or would be read as something else (RFC 1035 §5.1).
/// </summary>
internal readonly record struct DnsName
{
    /// <summary>The most bytes of a name without its final zero (RFC 1035 §2.3.4).</summary>
    public const int MostBytes = 254;

    private const int MostLabelBytes = 63;

    private readonly string? _wire;

    private DnsName(string wire) => _wire = wire;

    /// <summary>The labels, each behind its length; empty for the root.</summary>
    public string Wire => _wire ?? "";

    /// <summary>A name whose labels were read from a message.</summary>
    public static DnsName FromWire(ReadOnlySpan<char> wire)
    {
        if (wire.IsEmpty)
            return default;
        Span<char> lower = stackalloc char[MostBytes];
        ToLower(wire, lower);
        return new DnsName(new string(lower[..wire.Length]));
    }

    /// <summary>Reads a byte string. Bytes beyond ASCII are UTF-8 and become A-labels (RFC 5890).</summary>
    /// <returns><see langword="false"/>: it is no domain name.</returns>
    public static bool TryParse(string text, out DnsName name)
    {
        name = default;
        if (text == ".")
            return true;
        if (text.Length == 0 || (!Ascii.IsValid(text) && !InternationalName.TryToAscii(text, out text)))
            return false;
        Span<char> wire = stackalloc char[MostBytes + 1];
        var label = 0;
        var used = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                // A dot ends a label; the last one may stand at the end.
                if (!TryEndLabel(wire, label, used))
                    return false;
                if (i == text.Length - 1)
                    return Make(wire[..used], out name);
                label = used++;
            }
            else if (!TryUnescape(text, ref i, out var value) || used >= wire.Length)
            {
                return false;
            }
            else
            {
                wire[used++] = value is >= 'A' and <= 'Z' ? (char)(value | 0x20) : value;
            }

            if (used >= wire.Length)
                return false;
        }

        return TryEndLabel(wire, label, used) && Make(wire[..used], out name);
    }

    /// <summary>Whether this is the other name or lies below it.</summary>
    public bool IsWithin(DnsName other)
    {
        var rest = Wire.AsSpan();
        while (rest.Length > other.Wire.Length)
            rest = rest[(rest[0] + 1)..];
        return rest.SequenceEqual(other.Wire);
    }

    /// <summary>Whether labels that were read from a message are this name.</summary>
    public bool Equals(ReadOnlySpan<char> wire)
    {
        if (wire.Length != Wire.Length)
            return false;
        Span<char> lower = stackalloc char[MostBytes];
        ToLower(wire, lower);
        return Wire.AsSpan().SequenceEqual(lower[..wire.Length]);
    }

    /// <inheritdoc/>
    public override string ToString() => ToText(Wire);

    /// <summary>The text of labels that were read from a message, without the final dot; the root is one dot.</summary>
    public static string ToText(ReadOnlySpan<char> wire)
    {
        if (wire.IsEmpty)
            return ".";
        var text = new StringBuilder(wire.Length);
        for (var i = 0; i < wire.Length;)
        {
            if (i > 0)
                text.Append('.');
            var end = i + 1 + wire[i];
            while (++i < end)
                AppendEscaped(text, wire[i]);
        }

        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, char value)
    {
        if (value is <= ' ' or >= '\x7F')
            text.Append('\\').Append((char)('0' + (value / 100))).Append((char)('0' + (value / 10 % 10))).Append((char)('0' + (value % 10)));
        else if (value is '.' or '\\' or '"' or '(' or ')' or ';' or '@' or '$')
            text.Append('\\').Append(value);
        else
            text.Append(value);
    }

    private static bool TryUnescape(string text, ref int position, out char value)
    {
        value = text[position];
        if (value != '\\')
            return true;
        if (++position == text.Length)
            return false;
        value = text[position];
        if (!char.IsAsciiDigit(value))
            return true;
        if (position + 2 >= text.Length || !char.IsAsciiDigit(text[position + 1]) || !char.IsAsciiDigit(text[position + 2]))
            return false;
        value = (char)(((value - '0') * 100) + ((text[position + 1] - '0') * 10) + text[position + 2] - '0');
        position += 2;
        return value <= byte.MaxValue;
    }

    private static bool TryEndLabel(Span<char> wire, int label, int used)
    {
        var length = used - label - 1;
        wire[label] = (char)length;
        return length is > 0 and <= MostLabelBytes;
    }

    private static bool Make(ReadOnlySpan<char> wire, out DnsName name)
    {
        name = wire.Length <= MostBytes ? new DnsName(new string(wire)) : default;
        return wire.Length <= MostBytes;
    }

    private static void ToLower(ReadOnlySpan<char> from, Span<char> to)
    {
        // A length is below 64, where there are no letters.
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] is >= 'A' and <= 'Z' ? (char)(from[i] | 0x20) : from[i];
    }
}
