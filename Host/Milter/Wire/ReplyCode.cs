namespace Postern.Milter.Wire;

/// <summary>Replies of the filter (<c>SMFIR_*</c>).</summary>
internal enum ReplyCode : byte
{
    AddRecipient = (byte)'+',
    DeleteRecipient = (byte)'-',
    AddRecipientWithArguments = (byte)'2',
    Shutdown = (byte)'4',
    OptionNegotiation = (byte)'O',
    Accept = (byte)'a',
    ReplaceBody = (byte)'b',
    Continue = (byte)'c',
    Discard = (byte)'d',
    ChangeSender = (byte)'e',
    ConnectionFailure = (byte)'f',
    AddHeader = (byte)'h',
    InsertHeader = (byte)'i',
    SetMacroList = (byte)'l',
    ChangeHeader = (byte)'m',
    Progress = (byte)'p',
    Quarantine = (byte)'q',
    Reject = (byte)'r',
    Skip = (byte)'s',
    TempFail = (byte)'t',
    SmtpReply = (byte)'y',
}
