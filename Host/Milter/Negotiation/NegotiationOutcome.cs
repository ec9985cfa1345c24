namespace Postern.Milter.Negotiation;

/// <summary>A plan, or the reason why there is none and the connection must be closed.</summary>
internal readonly record struct NegotiationOutcome(NegotiationPlan? Plan, string Problem);
