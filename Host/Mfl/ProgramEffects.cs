using Postern.Abstractions.Milter;

namespace Postern.Mfl;

/// <summary>What the compiler found out about a program, and what follows for the negotiation with the MTA.</summary>
/// <param name="Requirements">What the host negotiates.</param>
/// <param name="Findings">Each conclusion with its reason.</param>
/// <param name="KeepsEnvelope">The sender and the recipients are kept for functions.</param>
public sealed record ProgramEffects(FilterRequirements Requirements, IReadOnlyList<EffectFinding> Findings, bool KeepsEnvelope);
