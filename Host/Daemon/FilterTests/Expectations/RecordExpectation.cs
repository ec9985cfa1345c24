namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>A record that a database holds afterwards, or does not.</summary>
internal sealed class RecordExpectation : Expectation
{
    private const int Shown = 10;

    public required bool IsNegative { get; init; }

    public required string Database { get; init; }

    public required string Key { get; init; }

    /// <summary><see langword="null"/> for any value.</summary>
    public required TextPattern? Value { get; init; }

    public override string ContradictionWith(Expectation other) =>
        IsNegative && Value is null && other is RecordExpectation { IsNegative: false } record && record.Database == Database && record.Key == Key
            ? "the one excludes the other"
            : "";

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        string? value = outcome.Databases.Find(Database, Key);
        if ((value is not null && (Value?.Matches(value) ?? true)) != IsNegative)
            return null;
        string expected = $"record \"{Key}\" in {Database}{(Value is null ? "" : $" with {Value.Description}")}";
        return new Mismatch(IsNegative ? "no " + expected : "the " + expected, value is null ? Others(outcome) : $"\"{value}\"");
    }

    private string Others(MessageOutcome outcome)
    {
        string[] keys = [.. outcome.Databases.Keys(Database).Take(Shown)];
        return keys.Length == 0
            ? $"{Database} holds no record"
            : $"no such record; {Database} holds {string.Join(", ", keys.Select(static key => $"\"{key}\""))}";
    }
}
