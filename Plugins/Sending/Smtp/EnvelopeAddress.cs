using System.Text;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>
/// What may stand between the angle brackets of MAIL and RCPT. Whoever made the address, this is the last look at it: nothing that passes can end the path or the command.
/// </summary>
internal static class EnvelopeAddress
{
    /// <summary>Room for RFC 5321's 256 and what is in use beyond it, well below a command line's 512.</summary>
    private const int MostBytes = 400;

    /// <summary>Takes the angle brackets off.</summary>
    public static string Bare(string address) => address is ['<', .., '>'] ? address[1..^1] : address;

    /// <summary>Whether it can be told to a server: one path in the syntax of RFC 5321 §4.1.2, or a bare local part. The null sender is not one.</summary>
    public static bool IsValid(string address)
    {
        if (address.Length is 0 or > MostBytes)
            return false;
        var isQuoted = false;
        var isLiteral = false;
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (c is < ' ' or '\x7f' or > '\xff')
                return false;
            if (c == '\\' && isQuoted && i + 1 < address.Length && address[i + 1] is >= ' ' and not '\x7f' and <= '\xff')
                i++;
            else if (c == '"' && !isLiteral)
                isQuoted = !isQuoted;
            else if (isQuoted)
            {
                if (c == '\\')
                    return false;
            }
            else if (!IsOutsideQuotes(c, ref isLiteral))
                return false;
        }

        return !isQuoted && !isLiteral && address[0] != '@';
    }

    /// <summary>Whether it needs SMTPUTF8 (RFC 6531).</summary>
    public static bool IsInternational(string address) => !Ascii.IsValid(address);

    /// <summary>Whether its bytes above 0x7F are UTF-8.</summary>
    public static bool IsUtf8(string address) => System.Text.Unicode.Utf8.IsValid(Encoding.Latin1.GetBytes(address));

    private static bool IsOutsideQuotes(char c, ref bool isLiteral)
    {
        if (c == '[' && !isLiteral)
            isLiteral = true;
        else if (c == ']' && isLiteral)
            isLiteral = false;
        else if (c is ' ' or '"' or '<' or '>' or '(' or ')' or '[' or ']' or '\\' or ',' or ';' || (c == ':' && !isLiteral))
            return false;
        return true;
    }
}
