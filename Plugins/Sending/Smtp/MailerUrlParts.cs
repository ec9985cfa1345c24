using System.Buffers;
using System.Globalization;
using System.Net;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>Reads the parts of a mailer's URL.</summary>
internal static class MailerUrlParts
{
    private const string DefaultSendmail = "/usr/sbin/sendmail";
    private const int LongestTimeout = 3600;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary><c>/path</c> or <c>///path</c>; <c>prog:</c> takes arguments behind a question mark, separated by <c>&amp;</c>.</summary>
    public static MailerUrl? Program(MailerUrl url, string path, string query, ref string problem)
    {
        if (path.StartsWith("///", StringComparison.Ordinal))
            path = path[2..];
        if (path.Length == 0 && url.Kind == MailerKind.Sendmail)
            path = DefaultSendmail;
        if (path is not ['/', not '/', ..])
        {
            problem = "the program must be given by an absolute path";
            return null;
        }

        if (url.Kind == MailerKind.Sendmail)
            return Options(url with { Path = path }, query, ref problem);
        var arguments = new List<string>();
        foreach (var word in query.Length == 0 ? [] : query.Split('&'))
        {
            if (Unescape(word) is not { } argument)
            {
                problem = "an argument of the program is not percent-encoded text";
                return null;
            }

            arguments.Add(argument);
        }

        return url with { Path = path, Arguments = arguments };
    }

    /// <summary><c>//[user[:password]@]host[:port][/]</c>, for LMTP also <c>/socket</c>.</summary>
    public static MailerUrl? Server(MailerUrl url, string rest, ref string problem)
    {
        if (url.Kind == MailerKind.Lmtp && rest.TrimStart('/') is { Length: > 0 } socket && (rest.Length - socket.Length) is 1 or 3)
            return url with { Path = "/" + socket };
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return null;
        var authority = rest[2..];
        if (authority.EndsWith('/'))
            authority = authority[..^1];
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var colon = authority.IndexOf(':', StringComparison.Ordinal);
            var end = colon >= 0 && colon < at ? colon : at;
            var user = Unescape(authority[..end]);
            var password = end < at ? Unescape(authority[(end + 1)..at]) : "";
            if (user is not { Length: > 0 } || password is null)
                return null;
            url = url with { User = user, Password = password };
        }

        return Address(url, authority[(at + 1)..], ref problem);
    }

    public static MailerUrl? Options(MailerUrl url, string query, ref string problem)
    {
        var result = url;
        foreach (var option in query.Length == 0 ? [] : query.Split('&'))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? option : option[..equals];
            if (Option(result, name, equals < 0 ? "" : option[(equals + 1)..]) is not { } changed)
            {
                problem = $"unknown option or value: {Printable.Text(option)}";
                return null;
            }

            result = changed;
        }

        return result;
    }

    private static MailerUrl? Option(MailerUrl url, string name, string value) => (name, value) switch
    {
        ("timeout", _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= LongestTimeout => url with { Timeout = TimeSpan.FromSeconds(seconds) },
        ("long-lines", "keep") => url with { KeepsLongLines = true },
        ("long-lines", "refuse") => url with { KeepsLongLines = false },
        _ when !url.IsNetwork => null,
        ("starttls", "try") => url with { StartTls = TlsPolicy.Try },
        ("starttls", "never") => url with { StartTls = TlsPolicy.Never },
        ("starttls", "require") => url with { StartTls = TlsPolicy.Require },
        ("verify", "yes") => url with { VerifiesCertificate = true },
        ("verify", "no") => url with { VerifiesCertificate = false },
        ("ehlo", { Length: > 0 and <= 255 }) when !value.AsSpan().ContainsAnyExcept(HostCharacters) => url with { Ehlo = value },
        _ => null,
    };

    private static MailerUrl? Address(MailerUrl url, string text, ref string problem)
    {
        var close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : 0;
        if (close < 0)
            return null;
        var colon = text.IndexOf(':', close);
        var host = colon < 0 ? text : text[..colon];
        var port = colon < 0 ? DefaultPort(url.Kind)
            : int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        if (port is < 1 or > ushort.MaxValue)
        {
            problem = "the port must be a number from 1 to 65535";
            return null;
        }

        if (close > 0)
            return host.Length == close + 1 && IPAddress.TryParse(host.AsSpan(1, close - 1), out _) ? url with { Host = host[1..close], Port = port } : null;
        return host.Length is 0 or > 255 || host.AsSpan().ContainsAnyExcept(HostCharacters) ? null : url with { Host = host, Port = port };
    }

    private static int DefaultPort(MailerKind kind) => kind switch
    {
        MailerKind.SmtpOverTls => 465,
        MailerKind.Lmtp => 24,
        _ => 25,
    };

    /// <summary>Undoes percent-encoding; <see langword="null"/> for a broken one, and for NUL and line ends.</summary>
    private static string? Unescape(string text)
    {
        var result = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
                result.Append(text[i]);
            else if (i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                && value is not (0 or (byte)'\r' or (byte)'\n'))
            {
                result.Append((char)value);
                i += 2;
            }
            else
                return null;
        }

        return result.ToString();
    }
}
