namespace Postern.Milter.Client;

/// <summary>How far a command got.</summary>
public enum MilterExchange
{
    /// <summary>The filter has answered.</summary>
    Answered,

    /// <summary>The command was sent; by negotiation the filter does not answer it.</summary>
    Unanswered,

    /// <summary>By negotiation, or because the protocol version lacks it, the command was not sent.</summary>
    NotSent,
}
