namespace Postern.Abstractions.Milter;

/// <summary>What a filter may do to a message (<c>SMFIF_*</c>); asked for at negotiation, with the values of the wire.</summary>
[Flags]
public enum MilterActions : uint
{
    /// <summary>Nothing but accept or refuse.</summary>
    None = 0,

    /// <summary>Add or insert header fields (<c>SMFIF_ADDHDRS</c>).</summary>
    AddHeaders = 0x01,

    /// <summary>Replace the body (<c>SMFIF_CHGBODY</c>).</summary>
    ChangeBody = 0x02,

    /// <summary>Add recipients (<c>SMFIF_ADDRCPT</c>).</summary>
    AddRecipients = 0x04,

    /// <summary>Remove recipients (<c>SMFIF_DELRCPT</c>).</summary>
    DeleteRecipients = 0x08,

    /// <summary>Change or delete header fields (<c>SMFIF_CHGHDRS</c>).</summary>
    ChangeHeaders = 0x10,

    /// <summary>Hold the message in the MTA's quarantine (<c>SMFIF_QUARANTINE</c>).</summary>
    Quarantine = 0x20,

    /// <summary>Change the envelope sender (<c>SMFIF_CHGFROM</c>).</summary>
    ChangeSender = 0x40,

    /// <summary>Add recipients with ESMTP arguments (<c>SMFIF_ADDRCPT_PAR</c>).</summary>
    AddRecipientsWithArguments = 0x80,

    /// <summary>Say which macros each stage shall carry (<c>SMFIF_SETSYMLIST</c>).</summary>
    SetMacroList = 0x100,

    /// <summary>All actions of protocol version 6.</summary>
    All = 0x1FF,
}
