using Postern.Abstractions.Milter;

namespace Postern.StateSharing;

/// <summary>What became of one message.</summary>
/// <param name="Key">The sender.</param>
/// <param name="Verdict">The host's verdict; <see langword="null"/> when the connection was lost instead, which an MTA takes as a tempfail.</param>
/// <param name="Answer">What the filter has said.</param>
internal sealed record MessageOutcome(string Key, MilterVerdict? Verdict, string Answer)
{
    /// <summary>The filter has come to its end: all that it changed in the databases is acknowledged.</summary>
    public bool IsDecided => Verdict == MilterVerdict.Reject;

    public bool IsWaiting => Answer.Contains("waiting=1", StringComparison.Ordinal);

    public bool MayPass => Answer.Contains("may=1", StringComparison.Ordinal);

    /// <summary>What each function has said, or why none has said anything.</summary>
    public IReadOnlyList<string> Parts
    {
        get
        {
            int rate = Answer.IndexOf("rate=", StringComparison.Ordinal);
            int may = Answer.IndexOf("may=", StringComparison.Ordinal);
            return IsDecided ? [Answer[..rate], Answer[rate..may], Answer[may..]] : [$"{Verdict} {Answer}"];
        }
    }

    /// <summary>What <c>rate</c> has returned.</summary>
    public long Rate => Number("rate=");

    private long Number(string name)
    {
        int start = Answer.IndexOf(name, StringComparison.Ordinal) + name.Length;
        int end = Answer.IndexOf(' ', start);
        return long.Parse(end < 0 ? Answer[start..] : Answer[start..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
