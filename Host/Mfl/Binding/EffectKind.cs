namespace Postern.Mfl.Binding;

/// <summary>What running a function can lead to.</summary>
internal enum EffectKind
{
    /// <summary>It may end the handler with a reply.</summary>
    Replies,

    /// <summary>It may wait: for the network, a file, another process.</summary>
    Blocks,

    /// <summary>Its time is not bounded: it loops or calls itself.</summary>
    Loops,

    /// <summary>It may end in a run-time error, which is a temporary failure.</summary>
    Fails,

    /// <summary>Its callers must look whether a reply or an exception is under way.</summary>
    Unwinds,

    /// <summary>The header of the message must be kept.</summary>
    ReadsHeader,

    /// <summary>The body of the message must be kept.</summary>
    ReadsBody,

    /// <summary>The sender and the recipients must be kept.</summary>
    ReadsEnvelope,

    /// <summary>It reads the number of recipients.</summary>
    CountsRecipients,

    /// <summary>It looks up macros whose names are known only when it runs.</summary>
    UsesAnyMacro,
}
