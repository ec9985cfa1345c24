using System.Buffers;
using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>The MIME structure of a message (manual, node "MIME functions"). Parts are messages.</summary>
/// <param name="descriptors">The descriptors.</param>
/// <param name="reader">Parses messages.</param>
[PluginExport(typeof(IMflModule), "message-parts")]
[method: ImportingConstructor]
public sealed class MessagePartFunctions(MessageDescriptors descriptors, IMessageReader reader) : IMflModule
{
    private const int ReadSize = 4096;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\n\v\f\r"u8);

    /// <summary>Whether the type of the message is multipart.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_is_multipart", Raises = "e_failure e_range")]
    public bool IsMultipart(MflContext context, long message) => MediaTypeText.IsMultipart(descriptors.Open(context, "message_is_multipart", message).Text);

    /// <summary>How many parts a multipart has; 1 for any other message.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open, or a multipart without a boundary; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_count_parts", Raises = "e_failure e_range")]
    public long CountParts(MflContext context, long message)
    {
        OpenMessage open = descriptors.Open(context, "message_count_parts", message);
        return MediaTypeText.IsMultipart(open.Text) ? PartsOf(open, "message_count_parts").Count : 1;
    }

    /// <summary>A part of a multipart; the only part of any other message is the message itself.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="number">Which part, from 1.</param>
    /// <returns>A new descriptor, which is closed with that of the message.</returns>
    /// <exception cref="MflException"><c>e_failure</c>: there is no such part, the message is not open, or too many are; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_get_part", Raises = "e_failure e_range")]
    public long GetPart(MflContext context, long message, long number)
    {
        OpenMessage open = descriptors.Open(context, "message_get_part", message);
        bool isMultipart = MediaTypeText.IsMultipart(open.Text);
        IReadOnlyList<IMimeEntity> parts = isMultipart ? PartsOf(open, "message_get_part") : [];
        if (number < 1 || number > (isMultipart ? parts.Count : 1))
            throw NoPart("message_get_part");
        return descriptors.Table(context).Add("message_get_part", isMultipart ? PartOf(open, parts[(int)number - 1]) : new OpenMessage(open.Message, open.Text) { Parent = open, Number = open.Number });
    }

    /// <summary>Type and subtype, without parameters.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_content_type", Raises = "e_failure e_range")]
    public string ContentType(MflContext context, long message) => MediaTypeText.Of(descriptors.Open(context, "message_content_type", message).Text);

    /// <summary>Whether the body, its transfer encoding undone, has nothing but white space.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_body_is_empty", Raises = "e_failure e_range")]
    public async ValueTask<bool> IsBodyEmpty(MflContext context, long message)
    {
        await using Stream body = descriptors.Open(context, "message_body_is_empty", message).Message.Root.OpenDecoded();
        byte[] buffer = new byte[ReadSize];
        while (await body.ReadAsync(buffer, context.CancellationToken) is > 0 and var count)
        {
            if (buffer.AsSpan(0, count).ContainsAnyExcept(WhiteSpace))
                return false;
        }

        return true;
    }

    private static IReadOnlyList<IMimeEntity> PartsOf(OpenMessage message, string function) =>
        string.IsNullOrEmpty(message.Message.Root.GetParameter("boundary")) ? throw NoPart(function) : message.Message.Root.Parts;

    private static MflException NoPart(string function) => new(MflExceptionCode.Failure, $"{function}: Requested item not found");

    private OpenMessage PartOf(OpenMessage whole, IMimeEntity part)
    {
        IMailMessage message = reader.Read(part.Content, MessageLimits.Default);
        var text = new MessageText(message)
        {
            DropsCarriageReturns = whole.Text.DropsCarriageReturns,
            DefaultType = whole.IsBurst ? null : part.MediaType,
        };
        return new OpenMessage(message, text) { Parent = whole, Number = whole.Number };
    }
}
