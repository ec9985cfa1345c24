using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>Copying messages and their bodies to streams (manual, nodes "Message functions" and "Message body functions").</summary>
/// <param name="descriptors">The descriptors.</param>
/// <param name="streams">The descriptors of streams.</param>
/// <param name="filters">The filters.</param>
[PluginExport(typeof(IMflModule), "message-copy")]
[method: ImportingConstructor]
public sealed class MessageCopyFunctions(MessageDescriptors descriptors, IMflStreams streams, IStreamFilters filters) : IMflModule
{
    private const string ToStream = "message_to_stream";
    private const string BodyToStream = "message_body_to_stream";

    /// <summary>Copies a message.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The stream's descriptor.</param>
    /// <param name="message">The message.</param>
    /// <param name="chain">Filters that it passes, <c>[~]name [argument...] + ...</c>.</param>
    /// <exception cref="MflException"><c>e_failure</c>: the message is not open, or a wrong filter; <c>e_range</c>: no descriptor; <c>e_io</c>: the stream cannot be written.</exception>
    [MflFunction(ToStream, Raises = "e_failure e_range e_io e_ilseq e_inval")]
    public async ValueTask CopyMessage(MflContext context, long fd, long message, string chain = "")
    {
        MessageText text = descriptors.Open(context, ToStream, message).Text;
        await using Stream output = streams.OpenOutput(context, fd);
        await using Stream input = text.Open();
        await filters.CopyChainAsync(ToStream, input, output, chain, context.CancellationToken);
    }

    /// <summary>Copies the body of a message.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The stream's descriptor.</param>
    /// <param name="message">The message.</param>
    /// <param name="pipe">
    /// Filters that it passes, <c>name(argument, ...) | name...</c>; first <c>mimedecode</c>, which undoes the transfer encoding, and <c>charset(SET, FALLBACK)</c>, which converts from
    /// the character set that the message says.
    /// </param>
    /// <exception cref="MflException">As for <see cref="CopyMessage"/>; <c>e_ilseq</c>: a byte cannot be converted, and the fallback is <c>none</c>.</exception>
    [MflFunction(BodyToStream, Raises = "e_failure e_range e_io e_ilseq e_inval")]
    public async ValueTask CopyBody(MflContext context, long fd, long message, string pipe = "")
    {
        OpenMessage open = descriptors.Open(context, BodyToStream, message);
        await using Stream output = streams.OpenOutput(context, fd);
        BodyPipe filter = BodyPipe.Parse(BodyToStream, pipe, pipe.Length == 0 ? null : open.Message.Root.GetParameter("charset"));
        await using Stream input = filter.Decodes ? OpenDecoded(open) : open.Text.OpenBody();
        await filters.CopyAsync(BodyToStream, input, output, filter.Filters, context.CancellationToken);
    }

    private static LineFeedStream OpenDecoded(OpenMessage open)
    {
        IMimeEntity entity = open.Message.Root;
        bool isText = entity.Encoding is TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.QuotedPrintable;
        return entity.Encoding == TransferEncoding.Unknown
            ? throw new MflException(MflExceptionCode.Failure, $"{BodyToStream}: failed to create filter mimedecode: Requested item not found, near mimedecode")
            : new LineFeedStream(default, entity.OpenDecoded(), isText && open.Text.DropsCarriageReturns);
    }
}
