using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>A server's reply, or why there is none.</summary>
/// <param name="Code">200 to 599; 0 when the conversation cannot go on.</param>
/// <param name="Lines">The texts of its lines; of a broken conversation the reason.</param>
internal sealed record ServerReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsBroken => Code == 0;

    public MailStatus Status => IsPositive ? MailStatus.Delivered : Code >= 500 ? MailStatus.Refused : MailStatus.Deferred;

    public static ServerReply Broken(string reason) => new(0, [reason]);

    public override string ToString() => Printable.Text(Code == 0
        ? string.Join(' ', Lines)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}"));
}
