using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Sending.Copies;

/// <summary>A copy of the message under way: for whom, and how it differs.</summary>
/// <param name="Recipients">Recipients of the message, exactly as they came.</param>
internal sealed record MessageCopy(IReadOnlyList<MailRecipient> Recipients)
{
    public ModificationQueue Changes { get; } = new();
}
