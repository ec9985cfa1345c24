namespace Postern.Milter.Client;

/// <summary>Why a conversation with a filter failed.</summary>
public enum MilterClientFailure
{
    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>The filter closed the connection.</summary>
    Closed,

    /// <summary>The filter did not answer in time.</summary>
    TimedOut,

    /// <summary>What came is not the milter protocol, or not what was negotiated.</summary>
    Protocol,
}
