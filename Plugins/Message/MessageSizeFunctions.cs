using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>Sizes in bytes and numbers of lines, as programs see the message: with LF line ends (manual, node "Message functions").</summary>
/// <param name="descriptors">The descriptors.</param>
[PluginExport(typeof(IMflModule), "message-size")]
[method: ImportingConstructor]
public sealed class MessageSizeFunctions(MessageDescriptors descriptors) : IMflModule
{
    /// <summary>The size of the message.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_size", Raises = "e_failure e_range")]
    public async ValueTask<long> Size(MflContext context, long message)
    {
        MessageText text = Text(context, "message_size", message);
        return text.Header.Length + (await text.MeasureBodyAsync(context.CancellationToken)).Bytes;
    }

    /// <summary>The size of the header, the empty line included.</summary>
    /// <exception cref="MflException">As for <see cref="Size"/>.</exception>
    [MflFunction("message_header_size", Raises = "e_failure e_range")]
    public long HeaderSize(MflContext context, long message) => Text(context, "message_header_size", message).Header.Length;

    /// <summary>The size of the body.</summary>
    /// <exception cref="MflException">As for <see cref="Size"/>.</exception>
    [MflFunction("message_body_size", Raises = "e_failure e_range")]
    public async ValueTask<long> BodySize(MflContext context, long message) =>
        (await Text(context, "message_body_size", message).MeasureBodyAsync(context.CancellationToken)).Bytes;

    /// <summary>The number of lines that end.</summary>
    /// <exception cref="MflException">As for <see cref="Size"/>.</exception>
    [MflFunction("message_lines", Raises = "e_failure e_range")]
    public async ValueTask<long> Lines(MflContext context, long message)
    {
        MessageText text = Text(context, "message_lines", message);
        return text.HeaderLines + (await text.MeasureBodyAsync(context.CancellationToken)).Lines;
    }

    /// <summary>The number of lines of the header, the empty one included.</summary>
    /// <exception cref="MflException">As for <see cref="Size"/>.</exception>
    [MflFunction("message_header_lines", Raises = "e_failure e_range")]
    public long HeaderLines(MflContext context, long message) => Text(context, "message_header_lines", message).HeaderLines;

    /// <summary>The number of lines of the body that end.</summary>
    /// <exception cref="MflException">As for <see cref="Size"/>.</exception>
    [MflFunction("message_body_lines", Raises = "e_failure e_range")]
    public async ValueTask<long> BodyLines(MflContext context, long message) =>
        (await Text(context, "message_body_lines", message).MeasureBodyAsync(context.CancellationToken)).Lines;

    private MessageText Text(MflContext context, string function, long message) => descriptors.Open(context, function, message).Text;
}
