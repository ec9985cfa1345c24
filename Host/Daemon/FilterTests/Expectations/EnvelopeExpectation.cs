using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>The sender, or all recipients, that the message has in the end.</summary>
internal sealed class EnvelopeExpectation : Expectation
{
    /// <summary>The sender with its arguments, or the recipients.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    public required bool IsSender { get; init; }

    public override bool NeedsAcceptance => true;

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        MailMessage message = outcome.Received;
        if (!IsSender)
        {
            bool isSame = message.Recipients.Order(StringComparer.Ordinal).SequenceEqual(Expected.Order(StringComparer.Ordinal));
            return isSame ? null : new Mismatch(Text(Expected), Text(message.Recipients));
        }

        // Without arguments the address alone counts.
        string[] got = Expected.Count == 1 ? [message.Sender] : [message.Sender, .. message.SenderArguments];
        return got.SequenceEqual(Expected) ? null : new Mismatch(Text(Expected), Text(got));
    }

    private static string Text(IEnumerable<string> parts) => parts.Any() ? string.Join(' ', parts) : "nobody";
}
