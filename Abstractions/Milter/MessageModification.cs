using Postern.Abstractions.Messages;

namespace Postern.Abstractions.Milter;

/// <summary>One change to a message. Texts are byte strings; LF (with white space after it) folds a header value.
/// A value that begins with neither a tab nor a fold gets a blank behind the colon.</summary>
public abstract record MessageModification
{
    private MessageModification()
    {
    }

    /// <summary>The action that must have been negotiated.</summary>
    public abstract MilterActions Needs { get; }

    /// <summary>Appends a field to the header (<c>SMFIR_ADDHEADER</c>).</summary>
    public sealed record AddHeader(string Name, string Value) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.AddHeaders;
    }

    /// <summary>Inserts a field (<c>SMFIR_INSHEADER</c>); index 0 is above everything, the MTA's own Received field included.</summary>
    public sealed record InsertHeader(int Index, string Name, string Value) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.AddHeaders;
    }

    /// <summary>
    /// Changes the <paramref name="Index"/>th field (from 1) of that name, compared without case (<c>SMFIR_CHGHEADER</c>); an empty value deletes it.
    /// </summary>
    public sealed record ChangeHeader(string Name, int Index, string Value) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.ChangeHeaders;
    }

    /// <summary>Changes the envelope sender (<c>SMFIR_CHGFROM</c>).</summary>
    public sealed record ChangeSender(string Address, string Arguments) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.ChangeSender;
    }

    /// <summary>Adds a recipient (<c>SMFIR_ADDRCPT</c>, or <c>SMFIR_ADDRCPT_PAR</c> with ESMTP arguments).</summary>
    public sealed record AddRecipient(string Address, string Arguments = "") : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs =>
            Arguments.Length == 0 ? MilterActions.AddRecipients : MilterActions.AddRecipientsWithArguments;
    }

    /// <summary>Removes a recipient (<c>SMFIR_DELRCPT</c>); the address exactly as it came.</summary>
    public sealed record DeleteRecipient(string Address) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.DeleteRecipients;
    }

    /// <summary>Replaces the body (<c>SMFIR_REPLBODY</c>); CRLF line ends.</summary>
    public sealed record ReplaceBody(ReadOnlyMemory<byte> Body) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.ChangeBody;
    }

    /// <summary>
    /// Replaces the body by one that is read when the changes are sent (<c>SMFIR_REPLBODY</c>); CRLF line ends. It must stay readable until the message ends, and may grow or shrink
    /// until then.
    /// </summary>
    public sealed record ReplaceBodyContent(IMessageContent Content) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.ChangeBody;
    }

    /// <summary>Holds the message in the MTA's quarantine (<c>SMFIR_QUARANTINE</c>).</summary>
    public sealed record Quarantine(string Reason) : MessageModification
    {
        /// <inheritdoc/>
        public override MilterActions Needs => MilterActions.Quarantine;
    }
}
