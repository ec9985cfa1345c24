namespace Postern.Plugins.Dns.Wire;

/// <summary>A response that belongs to a question.</summary>
internal sealed record DnsResponse(ResponseCode Code)
{
    /// <summary>It did not fit (TC); the records are not all of them.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The server says that it has validated the answer (AD, RFC 4035).</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>It names other servers to ask, which a server does that does no recursion for us.</summary>
    public bool IsReferral { get; init; }

    /// <summary>The records of the answer section that have the type asked for, or are aliases.</summary>
    public IReadOnlyList<WireRecord> Answers { get; init; } = [];

    /// <summary>The zone that says that there is nothing (RFC 2308); <see langword="null"/> when none does.</summary>
    public DnsName? Zone { get; init; }

    /// <summary>How long that may be believed.</summary>
    public TimeSpan NegativeTimeToLive { get; init; }
}
