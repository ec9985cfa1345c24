using Postern.Abstractions.Milter;

namespace Postern.Milter.Negotiation;

/// <summary>What a connection's negotiation came to; shared by all connections with the same filter and the same offer.</summary>
internal sealed class NegotiationPlan
{
    /// <summary>The protocol version in force, 2 to 6.</summary>
    public required int Version { get; init; }

    /// <summary>The actions that the filter may use.</summary>
    public required MilterActions Actions { get; init; }

    /// <summary>The steps told to the MTA; a subset of its offer.</summary>
    public required MilterSteps Steps { get; init; }

    /// <summary>Stages to pass on to the filter.</summary>
    public required MilterStages Called { get; init; }

    /// <summary>Stages that must not be answered, because the MTA was told so.</summary>
    public required MilterStages Unanswered { get; init; }

    /// <summary>Stages whose handler promised only to continue, granted or not.</summary>
    public required MilterStages Silent { get; init; }

    /// <summary>Stages whose handler runs without a hop.</summary>
    public required MilterStages Inline { get; init; }

    /// <summary>Stages whose handler runs on a worker.</summary>
    public MilterStages OnWorker => Called & ~Inline;

    /// <summary>Header fields go to the message store.</summary>
    public required bool KeepsHeader { get; init; }

    /// <summary>The body goes to the message store.</summary>
    public required bool KeepsBody { get; init; }

    /// <summary>The longest chunk of a new body in bytes.</summary>
    public required int ChunkBytes { get; init; }

    /// <summary>The whole frame that answers the offer.</summary>
    public required ReadOnlyMemory<byte> Answer { get; init; }
}
