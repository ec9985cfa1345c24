namespace Postern.Plugins.Sending.Smtp;

/// <summary>What <see cref="ReplyParser"/> found in the bytes so far.</summary>
internal enum ReplyStatus
{
    /// <summary>A whole reply.</summary>
    Done,

    /// <summary>The reply goes on in bytes that have not come.</summary>
    NeedsMore,

    /// <summary>No reply that can be trusted; nothing after it can be either.</summary>
    Invalid,
}
