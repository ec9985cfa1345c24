namespace Postern.Abstractions.Milter;

/// <summary>Protocol steps (<c>SMFIP_*</c>) with the values of the wire: what the MTA need not send, need not wait for, or may do.</summary>
[Flags]
public enum MilterSteps : uint
{
    /// <summary>Everything is sent, everything is answered.</summary>
    None = 0,

    /// <summary>Do not send CONNECT.</summary>
    NoConnect = 0x01,

    /// <summary>Do not send HELO.</summary>
    NoHelo = 0x02,

    /// <summary>Do not send MAIL.</summary>
    NoMail = 0x04,

    /// <summary>Do not send RCPT.</summary>
    NoRcpt = 0x08,

    /// <summary>Do not send BODY.</summary>
    NoBody = 0x10,

    /// <summary>Do not send HEADER.</summary>
    NoHeaders = 0x20,

    /// <summary>Do not send EOH.</summary>
    NoEndOfHeaders = 0x40,

    /// <summary>HEADER is not answered.</summary>
    NoReplyHeader = 0x80,

    /// <summary>Do not send UNKNOWN.</summary>
    NoUnknown = 0x100,

    /// <summary>Do not send DATA.</summary>
    NoData = 0x200,

    /// <summary>The MTA understands SKIP.</summary>
    Skip = 0x400,

    /// <summary>Recipients that the MTA refused are sent as well.</summary>
    RejectedRecipients = 0x800,

    /// <summary>CONNECT is not answered.</summary>
    NoReplyConnect = 0x1000,

    /// <summary>HELO is not answered.</summary>
    NoReplyHelo = 0x2000,

    /// <summary>MAIL is not answered.</summary>
    NoReplyMail = 0x4000,

    /// <summary>RCPT is not answered.</summary>
    NoReplyRcpt = 0x8000,

    /// <summary>DATA is not answered.</summary>
    NoReplyData = 0x10000,

    /// <summary>UNKNOWN is not answered.</summary>
    NoReplyUnknown = 0x20000,

    /// <summary>EOH is not answered.</summary>
    NoReplyEndOfHeaders = 0x40000,

    /// <summary>BODY is not answered.</summary>
    NoReplyBody = 0x80000,

    /// <summary>Header values keep the blanks after the colon, and the filter sends them too (<c>SMFIP_HDR_LEADSPC</c>).</summary>
    LeadingSpace = 0x100000,

    /// <summary>Frames up to 256 KiB (<c>SMFIP_MDS_256K</c>).</summary>
    MaxData256K = 0x10000000,

    /// <summary>Frames up to 1 MiB (<c>SMFIP_MDS_1M</c>).</summary>
    MaxData1M = 0x20000000,
}
