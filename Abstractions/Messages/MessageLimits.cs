namespace Postern.Abstractions.Messages;

/// <summary>How much of a message is looked at. What lies beyond stays part of the entity around it and is reported (<see cref="MessageAnomalies.LimitReached"/>).</summary>
public sealed record MessageLimits
{
    /// <summary>The limits that hold where nobody says others.</summary>
    public static MessageLimits Default { get; } = new();

    /// <summary>How deep entities may nest; the message itself is 1.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>How many entities one reading of a message may have.</summary>
    public int Parts { get; init; } = 10_000;

    /// <summary>How many bytes the header of the message, or of a part, may have.</summary>
    public int HeaderBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many fields the header of the message, or of a part, may have.</summary>
    public int HeaderFields { get; init; } = 10_000;
}
