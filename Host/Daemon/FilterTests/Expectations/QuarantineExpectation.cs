namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>The message is held, or is not.</summary>
internal sealed class QuarantineExpectation : Expectation
{
    public required bool IsNegative { get; init; }

    /// <summary><see langword="null"/> for any reason.</summary>
    public required TextPattern? Reason { get; init; }

    public override bool NeedsAcceptance => !IsNegative;

    public override string ContradictionWith(Expectation other) =>
        IsNegative && other is QuarantineExpectation { IsNegative: false } ? "the one excludes the other" : "";

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        string? reason = outcome.Received.QuarantineReason;
        if ((reason is not null && (Reason?.Matches(reason) ?? true)) != IsNegative)
            return null;
        string expected = Reason is null ? "quarantine" : $"quarantine with {Reason.Description}";
        return new Mismatch(IsNegative ? "no " + expected : expected, reason is null ? "the message is not held" : $"quarantine: {reason}");
    }
}
