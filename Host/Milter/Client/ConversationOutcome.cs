namespace Postern.Milter.Client;

/// <summary>What became of a message.</summary>
public enum ConversationOutcome
{
    /// <summary>It is delivered, possibly changed or held.</summary>
    Accepted,

    /// <summary>The client is told that it was accepted, but it is thrown away.</summary>
    Discarded,

    /// <summary>It, all its recipients, or the session are refused for good.</summary>
    Rejected,

    /// <summary>It, all its recipients, or the session are refused for now.</summary>
    TempFailed,
}
