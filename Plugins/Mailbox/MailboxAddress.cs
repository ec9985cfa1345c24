using System.Buffers;
using System.Globalization;
using System.Text;

namespace Postern.Plugins.Mailbox;

/// <summary>A mailbox's URL: a path, or <c>mbox:</c>, <c>maildir:</c> or <c>mh:</c> and a path.</summary>
/// <param name="Format">The format, when the URL says it.</param>
/// <param name="Path">The path, as bytes.</param>
internal readonly record struct MailboxAddress(MailboxFormat? Format, string Path)
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    /// <exception cref="IOException">It is none; the message says why in the reference's words.</exception>
    public static MailboxAddress Parse(string url)
    {
        if (url.Length == 0)
            throw new IOException("Parse error");
        if (url.StartsWith('/') || url.StartsWith("./", StringComparison.Ordinal))
            return new MailboxAddress(null, url);
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || url.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters))
            throw new IOException("URL missing required parts");
        return new MailboxAddress(FormatOf(url[..colon]), PathOf(url[(colon + 1)..]));
    }

    private static MailboxFormat FormatOf(string scheme) => scheme.ToUpperInvariant() switch
    {
        "MBOX" => MailboxFormat.Mbox,
        "MAILDIR" => MailboxFormat.Maildir,
        "MH" => MailboxFormat.Mh,
        "POP" or "POPS" or "IMAP" or "IMAPS" or "SMTP" or "SENDMAIL" or "PROG" =>
            throw new IOException($"the scheme `{scheme}' is not supported; mbox, maildir and mh are"),
        _ => throw new IOException("Requested item not found"),
    };

    private static string PathOf(string rest)
    {
        var path = rest;
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            path = rest[2..];
            if (path is not ([] or ['/', ..]))
                throw new IOException("URL has parts not allowed by its scheme");
        }

        if (path.Length == 0)
            throw new IOException("URL missing required parts");
        if (path.AsSpan().ContainsAny('?', ';'))
            throw new IOException("URL has parts not allowed by its scheme");
        return Decoded(path);
    }

    // What is no code stands for itself; so does the code of NUL, which no name has.
    private static string Decoded(string path)
    {
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length
                && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code != 0)
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                text.Append(path[i]);
            }
        }

        return text.ToString();
    }
}
