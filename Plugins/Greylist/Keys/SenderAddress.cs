namespace Postern.Plugins.Greylist.Keys;

/// <summary>
/// Addresses without what changes from message to message: the tags of BATV, the hash and time of SRS, VERP and other numbers, extensions. A sender that makes a new address for
/// each message would never be known.
/// </summary>
internal static class SenderAddress
{
    /// <summary>Reads an address, in angle brackets or not: local part and domain, in lower case; without an <c>@</c> the domain is empty.</summary>
    public static (string Local, string Domain) Split(string address)
    {
        ReadOnlySpan<char> text = address.AsSpan().Trim(' ');
        if (text is ['<', .. var inner, '>'])
            text = inner;
        int at = text.LastIndexOf('@');
        return at < 0 ? (text.ToString(), "") : (text[..at].ToString(), LowerAscii(text[(at + 1)..].TrimEnd('.')));
    }

    /// <summary>The address as it is, with the domain in lower case.</summary>
    public static string Plain(string address) => Join(Split(address));

    /// <summary>The address without what changes.</summary>
    public static string Stable(string address)
    {
        (string local, string domain) = Split(address);
        if (!local.StartsWith('"'))
        {
            local = TaggedAddress.Strip(local);
            local = ForwardedAddress.Strip(local) ?? VariablePart.Strip(local);
        }

        return Join((local, domain));
    }

    public static string LowerAscii(ReadOnlySpan<char> text)
    {
        Span<char> lower = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        for (int i = 0; i < text.Length; i++)
            lower[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
        return lower.ToString();
    }

    private static string Join((string Local, string Domain) address) => address.Domain.Length == 0 ? address.Local : $"{address.Local}@{address.Domain}";
}
