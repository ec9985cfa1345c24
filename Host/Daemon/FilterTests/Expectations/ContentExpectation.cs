using System.Text;
using Postern.Daemon.Try;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>The body, or the whole message, in the end.</summary>
internal sealed class ContentExpectation : Expectation
{
    public required bool IsBody { get; init; }

    /// <summary>What it contains or matches; <see langword="null"/> when <see cref="Whole"/> counts.</summary>
    public TextPattern? Part { get; init; }

    /// <summary>All of it, line ends as CRLF.</summary>
    public string Whole { get; set; } = "";

    public override bool NeedsAcceptance => true;

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        string got = TextOf(outcome.Received);
        string what = IsBody ? "body" : "message";
        if (Part is not null)
            return Part.Matches(got) ? null : new Mismatch($"{what}: {Part.Description}", Excerpt(got));
        if (got == Whole)
            return null;
        string diff = UnifiedDiff.Compare(Lines(Whole), Lines(got), $"{what} expected", $"{what} got");
        return diff.Length > 0
            ? new Mismatch($"the {what} of the test", $"another {what}", diff)
            : new Mismatch($"a {what} that {(Whole.EndsWith('\n') ? "ends with a line end" : "ends without a line end")}", "one that differs in its last line end");
    }

    private string TextOf(MailMessage message) => Encoding.Latin1.GetString(IsBody ? message.Body.Span : message.ToArray());

    private static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');

    private static string Excerpt(string text)
    {
        const int Shown = 400;
        string lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
        return lines.Length <= Shown ? lines : lines[..Shown] + " ...";
    }
}
