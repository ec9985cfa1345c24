namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>Where a message stands in an mbox.</summary>
/// <param name="Offset">Where its line <c>From </c> begins.</param>
/// <param name="Content">Where its header begins.</param>
/// <param name="End">Where it ends, before the empty line that belongs to the format.</param>
/// <param name="Quoted">How many of its lines are quoted, each by one byte that is none of the message.</param>
internal readonly record struct MboxEntry(long Offset, long Content, long End, int Quoted);
