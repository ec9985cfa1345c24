using System.Text;
using System.Text.Unicode;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Writes mailboxes as SMTP has them (RFC 5321 §4.1.2, RFC 6531 §3.3).</summary>
internal static class MailboxWriter
{
    /// <summary>Writes a mailbox.</summary>
    /// <param name="local">The local part, without quotes and escapes.</param>
    /// <param name="domain">The domain; empty for <c>postmaster</c> and its kin.</param>
    /// <returns><see langword="null"/>: SMTP has no way to say it.</returns>
    public static string? Write(string local, string domain)
    {
        if (local.Length == 0 || !IsText(local) || !IsText(domain) || !(domain.Length == 0 || IsDomain(domain) || IsLiteral(domain)))
            return null;
        string written = IsDotAtom(local) ? local : Quote(local);
        return domain.Length == 0 ? written : $"{written}@{domain}";
    }

    // No control characters, and what is not ASCII is UTF-8.
    private static bool IsText(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyExceptInRange('\0', '\xff')
        && !text.Contains('\x7f', StringComparison.Ordinal) && Utf8.IsValid(Encoding.Latin1.GetBytes(text));

    private static bool IsDotAtom(string local) => local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.All(static c => char.IsAsciiLetterOrDigit(c) || c > '\x7f' || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal));

    private static bool IsDomain(string domain) => domain[0] != '.' && !domain.Contains("..", StringComparison.Ordinal)
        && domain.All(static c => char.IsAsciiLetterOrDigit(c) || c > '\x7f' || c is '-' or '_' or '.');

    private static bool IsLiteral(string domain) =>
        domain is ['[', _, .., ']'] && domain.AsSpan(1, domain.Length - 2) is var content && !content.ContainsAny("[]\\ ") && !content.ContainsAnyExceptInRange('!', '~');

    private static string Quote(string local)
    {
        var result = new StringBuilder("\"");
        foreach (char c in local)
            result.Append(c is '"' or '\\' ? "\\" : "").Append(c);
        return result.Append('"').ToString();
    }
}
