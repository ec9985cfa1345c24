using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>A header field that is there in the end, or was added, changed or removed.</summary>
internal sealed class HeaderExpectation : Expectation
{
    public required HeaderChange Change { get; init; }

    public required bool IsNegative { get; init; }

    public required string Name { get; init; }

    /// <summary><see langword="null"/> for any value.</summary>
    public required TextPattern? Value { get; init; }

    public override bool NeedsAcceptance => !IsNegative;

    public override string ContradictionWith(Expectation other) =>
        other is HeaderExpectation header && header.Change == Change && header.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        && IsNegative && !header.IsNegative && (Value is null || Value.Description == header.Value?.Description)
            ? "the one excludes the other"
            : "";

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        string[] values = Values(outcome);
        if (Array.Exists(values, value => Value?.Matches(value) ?? true) != IsNegative)
            return null;
        string field = Value is null ? $"the field {Name}" : $"the field {Name} with {Value.Description}";
        string expected = Change == HeaderChange.Present ? field : $"{field} {Change.ToString().ToLowerInvariant()}";
        return new Mismatch(IsNegative ? "no " + expected["the ".Length..] : expected, Got(values, outcome));
    }

    /// <summary>The values that the expectation is about: for changed fields the new ones, for removed ones the old.</summary>
    private string[] Values(MessageOutcome outcome)
    {
        List<string> before = Named(outcome.Sent);
        List<string> after = Named(outcome.Received);
        if (Change == HeaderChange.Present)
            return [.. after];
        string[] common = Common(before, after);
        foreach (string value in common)
        {
            before.Remove(value);
            after.Remove(value);
        }

        // What went and what came of one name is a change, as far as it goes.
        int changed = Math.Min(before.Count, after.Count);
        return Change switch
        {
            HeaderChange.Changed => [.. after.Take(changed)],
            HeaderChange.Added => [.. after.Skip(changed)],
            _ => [.. before.Skip(changed)],
        };
    }

    private List<string> Named(MailMessage message) =>
        [.. message.Header.Where(field => field.Name.TrimEnd().Equals(Name, StringComparison.OrdinalIgnoreCase)).Select(ValueOf)];

    private static string[] Common(List<string> before, List<string> after)
    {
        var left = new List<string>(after);
        return [.. before.Where(left.Remove)];
    }

    /// <summary>The value without folds and without the blanks before it (RFC 5322 §2.2.3).</summary>
    private static string ValueOf(HeaderLine field) => field.Rest.Replace("\r\n", "", StringComparison.Ordinal).TrimStart(' ', '\t');

    private string Got(string[] values, MessageOutcome outcome)
    {
        if (values.Length > 0)
            return string.Join("\n", values.Select(value => $"{Name}: {value}"));
        List<string> present = Named(outcome.Received);
        string change = Change == HeaderChange.Present ? "is in the message" : $"was {Change.ToString().ToLowerInvariant()}";
        return present.Count == 0 || Change == HeaderChange.Present
            ? $"no {Name} {change}; the fields are {string.Join(", ", outcome.Received.Header.Select(static field => field.Name))}"
            : $"no {Name} {change}; the message has {string.Join(", ", present.Select(value => $"{Name}: {value}"))}";
    }
}
