namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>A line of the log, or none like it.</summary>
internal sealed class LogExpectation : Expectation
{
    private const int Shown = 20;

    public required bool IsNegative { get; init; }

    public required TextPattern Text { get; init; }

    public override string ContradictionWith(Expectation other) =>
        IsNegative && other is LogExpectation { IsNegative: false } log && log.Text.Description == Text.Description ? "the one excludes the other" : "";

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        string? found = outcome.Log.FirstOrDefault(Text.Matches);
        if ((found is not null) != IsNegative)
            return null;
        if (IsNegative)
            return new Mismatch($"no line in the log with {Text.Description}", found!);
        string got = outcome.Log.Count == 0 ? "nothing was logged" : string.Join('\n', outcome.Log.TakeLast(Shown));
        return new Mismatch($"a line in the log with {Text.Description}", got);
    }
}
