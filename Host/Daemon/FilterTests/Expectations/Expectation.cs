namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>One <c>expect</c> of a test.</summary>
internal abstract class Expectation
{
    /// <summary>Its line in the test file.</summary>
    public required int Line { get; init; }

    /// <summary>The line itself.</summary>
    public required string Source { get; init; }

    /// <summary>It can only come true for a message that is accepted.</summary>
    public virtual bool NeedsAcceptance => false;

    /// <summary>Says what is not as expected; <see langword="null"/> when all is.</summary>
    public Mismatch? Check(MessageOutcome outcome) =>
        NeedsAcceptance && outcome.Refusal is { } refusal ? new Mismatch("an accepted message", refusal) : Compare(outcome);

    /// <summary>Why it can never come true together with another; empty when it may.</summary>
    public virtual string ContradictionWith(Expectation other) => "";

    protected abstract Mismatch? Compare(MessageOutcome outcome);
}
