using System.Globalization;
using System.Net;

namespace Postern.Plugins.Dns.BlockLists;

/// <summary>
/// Which answers of a list count: <c>127.0.0.2</c>, <c>127.0.0.0/28</c>, or with a choice in the place of an octet, <c>127.0.0.[2;4..11]</c>. Without a filter it is 127.0.0.0/8 but
/// 127.255.255.0/24, where lists say that they do not answer us (RFC 5782 §2.1 and the practice of the large ones).
/// </summary>
internal sealed class AnswerFilter
{
    private const int Octets = 4;
    private readonly List<(byte Low, byte High)>[] _choices;
    private readonly bool _allowsRefusals;

    private AnswerFilter(List<(byte Low, byte High)>[] choices, bool allowsRefusals)
    {
        _choices = choices;
        _allowsRefusals = allowsRefusals;
    }

    /// <summary>What counts where no filter is given.</summary>
    public static AnswerFilter Listed { get; } = new([[(127, 127)], [(0, 255)], [(0, 255)], [(0, 255)]], allowsRefusals: false);

    public static bool TryParse(string text, out AnswerFilter filter)
    {
        filter = Listed;
        return text.Contains('/', StringComparison.Ordinal) ? TryParseNetwork(text, ref filter) : TryParseChoices(text, ref filter);
    }

    /// <summary>Whether an answer counts.</summary>
    public bool Contains(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.GetAddressBytes() is not { Length: Octets } bytes)
            return false;
        for (var i = 0; i < Octets; i++)
        {
            if (!_choices[i].Exists(choice => bytes[i] >= choice.Low && bytes[i] <= choice.High))
                return false;
        }

        return _allowsRefusals || !(bytes[1] == byte.MaxValue && bytes[2] == byte.MaxValue);
    }

    private static bool TryParseNetwork(string text, ref AnswerFilter filter)
    {
        if (!IPNetwork.TryParse(text, out var network) || network.BaseAddress.GetAddressBytes() is not { Length: Octets } low)
            return false;
        var choices = new List<(byte, byte)>[Octets];
        for (var i = 0; i < Octets; i++)
            choices[i] = [(low[i], (byte)(low[i] | (0xFF >> Math.Clamp(network.PrefixLength - (8 * i), 0, 8))))];
        filter = new AnswerFilter(choices, allowsRefusals: true);
        return true;
    }

    private static bool TryParseChoices(string text, ref AnswerFilter filter)
    {
        // Two dots make a range, one parts the octets.
        var octets = text.Replace("..", "-", StringComparison.Ordinal).Split('.');
        var choices = new List<(byte, byte)>[Octets];
        if (octets.Length != Octets)
            return false;
        for (var i = 0; i < Octets; i++)
        {
            if (!TryParseChoice(octets[i], choices[i] = []))
                return false;
        }

        filter = new AnswerFilter(choices, allowsRefusals: true);
        return true;
    }

    private static bool TryParseChoice(string octet, List<(byte, byte)> choice)
    {
        if (octet is not ['[', .., ']'])
        {
            var isNumber = TryOctet(octet, out var only);
            choice.Add((only, only));
            return isNumber;
        }

        foreach (var item in octet[1..^1].Split(';'))
        {
            var bounds = item.Split('-');
            if (bounds.Length > 2 || !TryOctet(bounds[0], out var low) || !TryOctet(bounds[^1], out var high) || low > high)
                return false;
            choice.Add((low, high));
        }

        return true;
    }

    private static bool TryOctet(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
