namespace Postern.Abstractions.Authentication;

/// <summary>The results of SPF (RFC 7208 section 2.6).</summary>
public enum SpfResult
{
    /// <summary>There is no policy, or no domain to ask.</summary>
    None,

    /// <summary>The owner says nothing about the client.</summary>
    Neutral,

    /// <summary>The client may use the domain.</summary>
    Pass,

    /// <summary>The client may not use the domain.</summary>
    Fail,

    /// <summary>The client probably may not use the domain.</summary>
    SoftFail,

    /// <summary>The DNS failed for now.</summary>
    TempError,

    /// <summary>The published policy cannot be understood.</summary>
    PermError,
}
