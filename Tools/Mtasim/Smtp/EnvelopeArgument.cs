namespace Postern.Tools.Mtasim.Smtp;

/// <summary>The argument of MAIL or RCPT: <c>FROM:&lt;address&gt; [argument...]</c>.</summary>
/// <param name="Address">The address as it was written; the brackets may be missing.</param>
/// <param name="Arguments">The ESMTP arguments.</param>
internal sealed record EnvelopeArgument(string Address, IReadOnlyList<string> Arguments)
{
    /// <summary>The address without brackets.</summary>
    public string Bare => Address.StartsWith('<') ? Address[1..^1] : Address;

    /// <summary>The address with brackets.</summary>
    public string Bracketed => Address.StartsWith('<') ? Address : $"<{Address}>";

    /// <summary>What precedes the last <c>@</c>; a quoted local part may hold others.</summary>
    public string LocalPart => Bare.LastIndexOf('@') is >= 0 and int at ? Bare[..at] : Bare;

    /// <summary>What follows the last <c>@</c>.</summary>
    public string Host => Bare.LastIndexOf('@') is >= 0 and int at ? Bare[(at + 1)..] : "localhost";

    /// <summary>Reads what follows the command word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    /// <param name="subject">Whose address it is, for the reply.</param>
    /// <param name="problem">The reply to a wrong one.</param>
    public static EnvelopeArgument? Parse(string text, string keyword, string subject, out string problem)
    {
        problem = "501 Syntax error";
        if (!text.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            return null;
        string rest = text[keyword.Length..].TrimStart(' ', '\t');
        if (rest.Length == 0)
            return null;
        int end = AddressEnd(rest);
        problem = $"553 5.0.0 {subject} address syntactically incorrect";
        return end < 0 ? null : new EnvelopeArgument(rest[..end], Bytes.Words(rest[end..]));
    }

    /// <summary>Where the address ends, or -1. White space is legal in a quoted local part only.</summary>
    private static int AddressEnd(string text)
    {
        bool isBracketed = text[0] == '<';
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted && c == '\\')
                i++;
            else if (isBracketed && c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c is ' ' or '\t')
                return isBracketed ? -1 : i;
            else if (!isQuoted && isBracketed && c == '>')
                return i + 1 == text.Length || text[i + 1] is ' ' or '\t' ? i + 1 : -1;
        }

        return isBracketed ? -1 : text.Length;
    }
}
