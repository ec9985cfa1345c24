using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Message;

/// <summary>The message under way as a descriptor (manual, node "Current message functions").</summary>
/// <param name="descriptors">The descriptors.</param>
/// <param name="reader">Parses messages.</param>
[PluginExport(typeof(IMflModule), "current-message")]
[method: ImportingConstructor]
public sealed class CurrentMessageFunction(MessageDescriptors descriptors, IMessageReader reader) : IMflModule
{
    /// <summary>The descriptor of the message under way, the same for every call; it is valid until the message has ended.</summary>
    /// <param name="context">The session.</param>
    /// <exception cref="MflException"><c>e_failure</c>: too many descriptors, or there is no message under way.</exception>
    [MflFunction("current_message", ReadsHeader = true, ReadsBody = true, Stages = MilterStages.EndOfMessage, Raises = "e_failure")]
    public long Current(MflContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Stage != MilterStage.EndOfMessage)
            throw new MflException(MflExceptionCode.Failure, "current_message: there is a whole message in eom only");
        long number = context.Message.Number;
        MessageTable table = descriptors.Table(context);
        if (table.FindCurrent(number) is { } known)
            return known;
        IMailMessage message = reader.Current(context);
        return table.Add("current_message", new OpenMessage(message, new MessageText(message) { DropsCarriageReturns = true }) { Number = number });
    }
}
