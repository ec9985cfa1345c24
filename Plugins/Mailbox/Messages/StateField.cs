using System.Text;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>The header fields in which mailboxes keep what has become of a message.</summary>
internal static class StateField
{
    /// <summary>Whether a line begins one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
            return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        return Ascii.EqualsIgnoreCase(name, "Status"u8) || Ascii.EqualsIgnoreCase(name, "X-UID"u8) || Ascii.EqualsIgnoreCase(name, "X-IMAPbase"u8);
    }
}
