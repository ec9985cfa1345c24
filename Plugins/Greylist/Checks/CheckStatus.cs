namespace Postern.Plugins.Greylist.Checks;

/// <summary>Why a check ends as it does; the names in lower case are what programs see.</summary>
internal enum CheckStatus
{
    /// <summary>The sender is not known and has to wait.</summary>
    New,

    /// <summary>The sender came back too early.</summary>
    Early,

    /// <summary>The sender came back too late and waits anew.</summary>
    Late,

    /// <summary>The sender came back in time.</summary>
    Passed,

    /// <summary>The sender has passed before.</summary>
    Known,

    /// <summary>So many of the client's senders have passed that none of them waits any more.</summary>
    Listed,
}
