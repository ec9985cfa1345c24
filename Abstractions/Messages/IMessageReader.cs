using Postern.Abstractions.Mfl;

namespace Postern.Abstractions.Messages;

/// <summary>Parses messages. Thread-safe; never throws for what a message holds.</summary>
public interface IMessageReader
{
    /// <summary>Reads a message; its lines may end in CRLF, LF or a mixture.</summary>
    /// <param name="content">The message, which must stay readable as long as the result is used.</param>
    /// <param name="limits">How much of it is looked at.</param>
    IMailMessage Read(IMessageContent content, MessageLimits limits);

    /// <summary>
    /// The message under way, parsed once however often it is asked for: the header that was kept, an empty line and the body. A function that calls this says
    /// <see cref="MflFunctionAttribute.ReadsHeader"/> and <see cref="MflFunctionAttribute.ReadsBody"/>. Valid until the message ends.
    /// </summary>
    /// <param name="context">The session.</param>
    IMailMessage Current(MflContext context);
}
