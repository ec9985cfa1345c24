using System.Composition;

namespace Postern.Plugins.Mailbox;

/// <summary>The limits of this plugin.</summary>
[Export(typeof(MailboxSettings))]
public sealed class MailboxSettings
{
    /// <summary>How many mailboxes a session may have open; 64 without a statement.</summary>
    public int MaxOpenMailboxes { get; internal set; } = 64;
}
