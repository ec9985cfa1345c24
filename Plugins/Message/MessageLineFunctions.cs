using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>Reading a message, and apart from that its body, line by line (manual, node "Message functions").</summary>
/// <param name="descriptors">The descriptors.</param>
[PluginExport(typeof(IMflModule), "message-lines")]
[method: ImportingConstructor]
public sealed class MessageLineFunctions(MessageDescriptors descriptors) : IMflModule
{
    /// <summary>The next line of the message, its newline included.</summary>
    /// <exception cref="MflException"><c>e_eof</c>: there is none; <c>e_failure</c>: the message is not open; <c>e_range</c>: no descriptor, or a line of more than 64 MiB.</exception>
    [MflFunction("message_read_line", Raises = "e_eof e_failure e_range")]
    public ValueTask<string> ReadLine(MflContext context, long message) =>
        descriptors.Open(context, "message_read_line", message).Lines.ReadTextAsync("message_read_line", context.CancellationToken);

    /// <summary>The next line of the body, its newline included.</summary>
    /// <exception cref="MflException">As for <see cref="ReadLine"/>.</exception>
    [MflFunction("message_read_body_line", Raises = "e_eof e_failure e_range")]
    public ValueTask<string> ReadBodyLine(MflContext context, long message) =>
        descriptors.Open(context, "message_read_body_line", message).BodyLines.ReadTextAsync("message_read_body_line", context.CancellationToken);

    /// <summary>Lets <see cref="ReadLine"/> begin anew.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: the message is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_rewind", NonBlocking = true, Raises = "e_failure e_range")]
    public void Rewind(MflContext context, long message) => descriptors.Open(context, "message_rewind", message).Rewind();

    /// <summary>Lets <see cref="ReadBodyLine"/> begin anew.</summary>
    /// <exception cref="MflException">As for <see cref="Rewind"/>.</exception>
    [MflFunction("message_body_rewind", NonBlocking = true, Raises = "e_failure e_range")]
    public void RewindBody(MflContext context, long message) => descriptors.Open(context, "message_body_rewind", message).RewindBody();
}
