using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>One command of a conversation and its answer.</summary>
/// <param name="Stage">The command.</param>
/// <param name="Argument">What it carried, for a reader.</param>
/// <param name="Response">The filter's answer.</param>
public sealed record StageReport(MilterStage Stage, string Argument, MilterResponse Response);
