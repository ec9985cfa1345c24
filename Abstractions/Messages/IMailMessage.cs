namespace Postern.Abstractions.Messages;

/// <summary>
/// A message (RFC 5322), parsed lazily: the header on first use, the MIME structure on first use of <see cref="Root"/> and what follows it. Reading it changes nothing of it.
/// Used by one call at a time.
/// </summary>
public interface IMailMessage
{
    /// <summary>The whole message as received.</summary>
    IMessageContent Content { get; }

    /// <summary>The header fields in order.</summary>
    IReadOnlyList<MessageField> Header { get; }

    /// <summary>Where the body begins, behind the empty line; the length of the message when there is none.</summary>
    long BodyOffset { get; }

    /// <summary>The MIME structure as most mail programs would read it.</summary>
    IMimeEntity Root { get; }

    /// <summary>What is irregular about the message and all of its entities.</summary>
    MessageAnomalies Anomalies { get; }

    /// <summary>
    /// Why mail programs may read the message differently, one reason in each; empty when there is one reading only.
    /// </summary>
    IReadOnlyList<string> Ambiguities { get; }

    /// <summary>
    /// What a scanner must look at: the entities without parts of every reading that a mail program could take, those of <see cref="Root"/> first. Bounded by
    /// <see cref="MessageLimits.Parts"/>.
    /// </summary>
    IReadOnlyList<IMimeEntity> Leaves { get; }
}
