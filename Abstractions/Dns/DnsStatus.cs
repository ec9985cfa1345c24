namespace Postern.Abstractions.Dns;

/// <summary>How a DNS look-up ended.</summary>
public enum DnsStatus
{
    /// <summary>There are records.</summary>
    Success,

    /// <summary>The name exists, but has no record of that type.</summary>
    NoData,

    /// <summary>The name does not exist (RFC 8020).</summary>
    NameError,

    /// <summary>The servers failed (SERVFAIL) or answered nonsense.</summary>
    ServerFailure,

    /// <summary>The servers refused.</summary>
    Refused,

    /// <summary>No server answered in time.</summary>
    TimedOut,

    /// <summary>A chain of aliases is longer than allowed.</summary>
    ChainTooLong,
}
