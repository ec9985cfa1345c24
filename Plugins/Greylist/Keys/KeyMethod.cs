using System.Globalization;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>One way to know a client.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Bits4">The length of a network's prefix in IPv4.</param>
/// <param name="Bits6">The length of a network's prefix in IPv6.</param>
internal readonly record struct KeyMethod(KeyMethodKind Kind, int Bits4 = ClientNetwork.DefaultBits4, int Bits6 = ClientNetwork.DefaultBits6)
{
    private const string NetworkWord = "network";

    /// <summary>Reads the ways in the order in which they are tried: words separated by blanks or commas, the network behind them all.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: a word is none.</exception>
    public static IReadOnlyList<KeyMethod> Parse(string function, string text)
    {
        var methods = new List<KeyMethod>();
        foreach (string word in text.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            methods.Add(word switch
            {
                "address" => new KeyMethod(KeyMethodKind.Address),
                "spf" => new KeyMethod(KeyMethodKind.Spf),
                "helo" => new KeyMethod(KeyMethodKind.Helo),
                _ when word.Split(':') is [NetworkWord, .. var bits] && TryNetwork(bits, out KeyMethod method) => method,
                _ => throw new MflException(
                    MflExceptionCode.Invalid, $"{function}: unknown method {word}; expected address, network, network:BITS4:BITS6, spf or helo"),
            });
        }

        methods.Add(new KeyMethod(KeyMethodKind.Network));
        return methods;
    }

    private static bool TryNetwork(string[] bits, out KeyMethod method)
    {
        int bits4 = ClientNetwork.DefaultBits4;
        int bits6 = ClientNetwork.DefaultBits6;
        bool isNetwork = bits.Length <= 2
            && (bits.Length < 1 || TryBits(bits[0], ClientNetwork.MostBits4, out bits4))
            && (bits.Length < 2 || TryBits(bits[1], ClientNetwork.MostBits6, out bits6));
        method = new KeyMethod(KeyMethodKind.Network, bits4, bits6);
        return isNetwork;
    }

    private static bool TryBits(string text, int most, out int bits) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= most;
}
