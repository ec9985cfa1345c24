using System.Globalization;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>A mailer (manual, node "Mail Sending Functions"). Its text shows no secret.</summary>
internal sealed record MailerUrl(MailerKind Kind)
{
    /// <summary>The text with the user and password hidden.</summary>
    public string Shown { get; init; } = "";

    public string Host { get; init; } = "";

    public int Port { get; init; }

    /// <summary>A program, or the socket of an LMTP server; absolute. Empty for a server on the network.</summary>
    public string Path { get; init; } = "";

    /// <summary>The words of a program's command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public TlsPolicy StartTls { get; init; }

    /// <summary>Whether the server's certificate is checked; <see langword="null"/>: where TLS is required.</summary>
    public bool? VerifiesCertificate { get; init; }

    /// <summary>What the server is greeted with; empty is this machine's name.</summary>
    public string Ehlo { get; init; } = "";

    /// <summary>The longest wait for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Lines over 998 bytes go as they are; <see langword="null"/> when the URL does not say.</summary>
    public bool? KeepsLongLines { get; init; }

    public bool IsNetwork => Kind is MailerKind.Smtp or MailerKind.SmtpOverTls or MailerKind.Lmtp;

    public bool ChecksCertificate => VerifiesCertificate ?? (Kind == MailerKind.SmtpOverTls || StartTls == TlsPolicy.Require);

    public override string ToString() => Shown;

    /// <summary>Hides what may be a user and a password.</summary>
    public static string Redact(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = text.LastIndexOf('@');
        if (start >= 0 && end > start)
            text = string.Concat(text.AsSpan(0, start + 3), "***", text.AsSpan(end));
        return Printable.Text(text);
    }

    /// <summary>Parses a URL.</summary>
    /// <param name="text">The URL, a byte string.</param>
    /// <param name="problem">What is wrong, without the URL itself.</param>
    public static MailerUrl? Parse(string text, out string problem)
    {
        problem = "Malformed or unsupported mailer URL";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        MailerKind? kind = colon < 0 ? null : text[..colon].ToLowerInvariant() switch
        {
            "smtp" => MailerKind.Smtp,
            "smtps" => MailerKind.SmtpOverTls,
            "lmtp" => MailerKind.Lmtp,
            "sendmail" => MailerKind.Sendmail,
            "prog" => MailerKind.Program,
            _ => null,
        };
        if (kind is not { } known || text.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            return null;
        var rest = text[(colon + 1)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        var url = new MailerUrl(known) { Shown = Redact(text) };
        if (!url.IsNetwork)
            return MailerUrlParts.Program(url, rest, query, ref problem);
        return MailerUrlParts.Server(url, rest, ref problem) is { } server ? MailerUrlParts.Options(server, query, ref problem) : null;
    }

    /// <summary>The server for error messages.</summary>
    public string Place => Path.Length > 0 ? Path : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
