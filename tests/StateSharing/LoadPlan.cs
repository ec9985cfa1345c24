namespace Postern.StateSharing;

/// <summary>Which messages come at which moments: between two moments the clock stands still.</summary>
/// <param name="Phases">The steps of the clock, and the senders of the messages that come then, in no order.</param>
internal sealed record LoadPlan(IReadOnlyList<(TimeSpan Step, IReadOnlyList<string> Keys)> Phases)
{
    /// <summary>Messages with few senders, so that most collide, and steps around the intervals that the filter asks for.</summary>
    public static LoadPlan Make(int seed, int messages, int phases, int senders)
    {
        var dice = new Random(seed);
        int share = messages / phases;
        return new LoadPlan(
        [
            .. Enumerable.Range(0, phases).Select(_ => (
                TimeSpan.FromSeconds(dice.Next(1, 40)),
                (IReadOnlyList<string>)[.. Enumerable.Range(0, share).Select(_ => $"s{dice.Next(senders)}")])),
        ]);
    }

    /// <summary>Plays it.</summary>
    /// <returns>
    /// For each phase and sender the answers of each function, in alphabetical order: who of those that come at one moment is the first nobody can tell, and it need not
    /// be the same one for each function.
    /// </returns>
    public async Task<IReadOnlyList<string>> PlayAsync(MessageLoad load, FakeClock clock)
    {
        var lines = new List<string>();
        foreach ((int number, (TimeSpan step, IReadOnlyList<string> keys)) in Phases.Index())
        {
            clock.Advance(step);
            IReadOnlyList<MessageOutcome> outcomes = await load.SendAsync(keys);
            lines.AddRange(outcomes
                .SelectMany(outcome => outcome.Parts.Select(part => $"phase {number} {outcome.Key}: {part}"))
                .Order(StringComparer.Ordinal));
        }

        return lines;
    }
}
