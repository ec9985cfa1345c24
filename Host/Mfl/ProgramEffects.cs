using Postern.Abstractions.Milter;

namespace Postern.Mfl;

/// <summary>What the compiler found out about a program, and what follows for the negotiation with the MTA.</summary>
/// <param name="Requirements">What the host negotiates.</param>
/// <param name="Findings">Each conclusion with its reason.</param>
public sealed record ProgramEffects(FilterRequirements Requirements, IReadOnlyList<EffectFinding> Findings);
