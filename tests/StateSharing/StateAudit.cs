using System.Globalization;
using Postern.Abstractions.Milter;

namespace Postern.StateSharing;

/// <summary>
/// Compares what was acknowledged while the clock stood still with what the store holds afterwards. A message that failed may have been counted or not: its change may
/// have been made before the answer was lost.
/// </summary>
internal sealed class StateAudit(IReadOnlyList<MessageOutcome> outcomes)
{
    // What the filter asks for.
    private const int Burst = 3;
    private static readonly TimeSpan RateInterval = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Wait = RateInterval / 3;

    public async Task CheckAsync(MessageLoad load, FakeClock clock)
    {
        Assert.AreEqual("", Lines(outcomes.Where(static outcome => outcome.Verdict is not (null or MilterVerdict.Reject or MilterVerdict.TempFail))));
        var bySender = outcomes.GroupBy(static outcome => outcome.Key).ToArray();
        foreach (var sender in bySender)
            CheckAnswers(sender.Key, [.. sender]);

        // The rate tells the count, this message included; who was told to wait has waited long enough.
        clock.Advance(Wait);
        IReadOnlyList<MessageOutcome> last = await load.SendAsync(bySender.Select(static sender => sender.Key));
        foreach (MessageOutcome final in last)
        {
            Assert.IsTrue(final.IsDecided, $"{final}");
            MessageOutcome[] before = [.. bySender.Single(sender => sender.Key == final.Key)];
            int decided = before.Count(static outcome => outcome.IsDecided);
            int failed = before.Length - decided;
            Assert.IsInRange(decided + 1, decided + failed + 1, Count(final.Rate), string.Create(CultureInfo.InvariantCulture, $"{final.Key}: {decided} decided, {failed} failed"));
            if (decided > 0)
                Assert.IsFalse(final.IsWaiting, $"{final.Key} was told to wait, and the store has forgotten it: {final}");
        }
    }

    /// <summary>The count behind a rate, which may be one too small: it is rounded down from a floating-point number.</summary>
    private static int Count(long rate) => (int)Math.Round(rate * (Wait / RateInterval));

    private static void CheckAnswers(string sender, MessageOutcome[] answers)
    {
        int passed = answers.Count(static outcome => outcome.IsDecided && outcome.MayPass);
        Assert.IsInRange(0, Burst, passed, $"{sender}: more tokens than the bucket holds");
        Assert.AreEqual("", Lines(answers.Where(static outcome => outcome.IsDecided && !outcome.IsWaiting)), $"{sender} passed before its time");
    }

    private static string Lines(IEnumerable<MessageOutcome> found) => string.Join("\n", found.Take(3));
}
