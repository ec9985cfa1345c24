namespace Postern.Testing.Servers;

/// <summary>A reply of an SMTP server.</summary>
/// <param name="Code">The three-digit code.</param>
/// <param name="Lines">The lines without code and separator.</param>
public sealed record SmtpReplyLines(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>As it was sent, lines separated by LF: <c>550 5.7.1 no</c>.</summary>
    public override string ToString() =>
        string.Join('\n', Lines.Select((line, i) => $"{Code}{(i < Lines.Count - 1 ? '-' : ' ')}{line}"));
}
