using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Plugins.Spf.Evaluation;

namespace Postern.Plugins.Spf.Macros;

/// <summary>Fills in macros (RFC 7208 section 7.3).</summary>
internal static class MacroExpander
{
    // A name is far shorter in the end; an explanation is a line or two.
    private const int LongestText = 16 * 1024;

    /// <summary>Expands a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="question">What most macros stand for.</param>
    /// <param name="domain">The current domain, for the macro <c>d</c>.</param>
    /// <param name="clientName">For the macro <c>p</c>.</param>
    /// <returns><see langword="null"/> when it would be absurdly long.</returns>
    public static string? Expand(MacroString text, SpfQuestion question, string domain, string clientName)
    {
        var result = new StringBuilder();
        foreach (MacroPiece piece in text.Pieces)
        {
            if (piece.Letter == '\0')
                result.Append(piece.Literal);
            else
                Append(result, piece, Value(piece.Letter, question, domain, clientName));
            if (result.Length > LongestText)
                return null;
        }

        return result.ToString();
    }

    /// <summary>The name below <c>in-addr.arpa</c> or <c>ip6.arpa</c> of an address.</summary>
    public static string ReverseName(IPAddress address) => string.Join('.', Dotted(address).Split('.').Reverse())
        + (address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");

    /// <summary>The macro <c>i</c>: octets of an IPv4 address, nibbles of an IPv6 address.</summary>
    private static string Dotted(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString()
        : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).AsEnumerable());

    private static string Value(char letter, SpfQuestion question, string domain, string clientName) => letter switch
    {
        's' => $"{question.LocalPart}@{question.SenderDomain}",
        'l' => question.LocalPart,
        'o' => question.SenderDomain,
        'd' => domain,
        'i' => Dotted(question.Client),
        'p' => clientName,
        'h' => question.Helo,
        'v' => question.Client.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
        'c' => question.Client.ToString(),
        'r' => question.Receiver,
        _ => question.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private static void Append(StringBuilder result, MacroPiece piece, string value)
    {
        if (piece.Keep > 0 || piece.IsReversed || piece.Delimiters.Length > 0)
        {
            string[] parts = value.Split((piece.Delimiters.Length > 0 ? piece.Delimiters : ".").ToCharArray());
            if (piece.IsReversed)
                Array.Reverse(parts);
            int skipped = piece.Keep > 0 ? Math.Max(0, parts.Length - piece.Keep) : 0;
            value = string.Join('.', parts, skipped, parts.Length - skipped);
        }

        foreach (char c in value)
        {
            if (!piece.IsEscaped || char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
                result.Append(c);
            else
                result.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
