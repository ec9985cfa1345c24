using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Negotiation;

/// <summary>Remembers the last negotiation: all connections of one MTA make the same offer to the same filter. Thread-safe.</summary>
internal sealed class PlanCache(int frameLimit)
{
    private sealed record Entry(
        FilterRequirements Needs, uint Version, MilterActions Actions, MilterSteps Steps, NegotiationOutcome Outcome);

    private volatile Entry? _last;

    public NegotiationOutcome Negotiate(FilterRequirements needs, in OptionNegotiation offer)
    {
        var last = _last;
        if (last is not null && ReferenceEquals(last.Needs, needs)
            && last.Version == offer.Version && last.Actions == offer.Actions && last.Steps == offer.Steps)
            return last.Outcome;
        var outcome = Negotiator.Negotiate(needs, offer, frameLimit);
        _last = new Entry(needs, offer.Version, offer.Actions, offer.Steps, outcome);
        return outcome;
    }
}
