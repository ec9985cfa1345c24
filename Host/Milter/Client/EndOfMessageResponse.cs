using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>The filter's answer to the end of the message.</summary>
/// <param name="Response">The decision.</param>
/// <param name="Modifications">The changes in the order in which they came; the frames of a new body are joined.</param>
public sealed record EndOfMessageResponse(MilterResponse Response, IReadOnlyList<MessageModification> Modifications);
