using System.Text;
using Postern.Daemon.Try;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>The filter has asked for no change.</summary>
internal sealed class UnchangedExpectation : Expectation
{
    public override bool NeedsAcceptance => true;

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        if (outcome.Result.Modifications.Count == 0)
            return null;
        string diff = UnifiedDiff.Compare(
            Lines(outcome.Sent.ToArray()), Lines(outcome.Received.ToArray()), "message as sent", "message as changed");
        return new Mismatch("no change", string.Join('\n', outcome.Result.Modifications.Select(DialogueText.Describe)), diff);
    }

    private static string[] Lines(byte[] text) =>
        Encoding.Latin1.GetString(text).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
}
