namespace Postern.Plugins.Mailbox;

/// <summary>How a mailbox keeps its messages.</summary>
internal enum MailboxFormat
{
    /// <summary>One file, each message behind a line that begins with <c>From </c>.</summary>
    Mbox,

    /// <summary>A folder with the folders <c>tmp</c>, <c>new</c> and <c>cur</c>; each message is a file.</summary>
    Maildir,

    /// <summary>A folder; each message is a file whose name is its number.</summary>
    Mh,
}
