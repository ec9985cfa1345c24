namespace Postern.Milter.Session;

/// <summary>How a session came to its end, and so who is to blame for it.</summary>
internal enum SessionEnd
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>The MTA said QUIT.</summary>
    Quit,

    /// <summary>The MTA closed the connection without QUIT.</summary>
    PeerClosed,

    /// <summary>The connection broke.</summary>
    PeerReset,

    /// <summary>The MTA sent nothing, or took nothing, for too long.</summary>
    PeerTimedOut,

    /// <summary>What came was not the milter protocol, or broke it beyond repair.</summary>
    PeerViolated,

    /// <summary>The MTA and the filter do not fit.</summary>
    NotNegotiated,

    /// <summary>The host is shutting down.</summary>
    Drained,

    /// <summary>A handler did not come back after its time was up; the MTA has had its tempfail.</summary>
    HandlerAbandoned,

    /// <summary>The host failed.</summary>
    HostFailed,
}
