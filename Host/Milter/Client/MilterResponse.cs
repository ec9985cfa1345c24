using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>The filter's answer to one command.</summary>
/// <param name="Verdict">The decision; "continue" when there was no answer.</param>
/// <param name="SmtpText">The reply for the SMTP client as a byte string, lines separated by CRLF; empty when the MTA shall use its own.</param>
/// <param name="Exchange">Whether the command was sent and answered.</param>
/// <param name="Progress">How many progress replies came before the answer.</param>
public readonly record struct MilterResponse(MilterVerdict Verdict, string SmtpText, MilterExchange Exchange, int Progress)
{
    /// <summary>The answer to a command that was not sent.</summary>
    public static MilterResponse NotSent { get; } = new(MilterVerdict.Continue, "", MilterExchange.NotSent, 0);

    /// <summary>The answer to a command that the filter does not answer.</summary>
    public static MilterResponse Unanswered { get; } = new(MilterVerdict.Continue, "", MilterExchange.Unanswered, 0);

    /// <summary>Whether the recipient, message or session was refused, for good or for now.</summary>
    public bool IsRefusal => Verdict is MilterVerdict.Reject or MilterVerdict.TempFail
        or MilterVerdict.ConnectionFailure or MilterVerdict.Shutdown;

    /// <summary>Whether the MTA asks this filter nothing more about the message.</summary>
    public bool IsFinal => Verdict is not (MilterVerdict.Continue or MilterVerdict.Skip);
}
