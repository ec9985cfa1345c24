using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>Opening and closing messages (manual, node "Message functions").</summary>
/// <param name="descriptors">The descriptors.</param>
/// <param name="reader">Parses messages.</param>
/// <param name="streams">The descriptors of streams.</param>
/// <param name="filters">The filters.</param>
[PluginExport(typeof(IMflModule), "message-source")]
[method: ImportingConstructor]
public sealed class MessageSourceFunctions(MessageDescriptors descriptors, IMessageReader reader, IMflStreams streams, IStreamFilters filters) : IMflModule
{
    private const string FromStream = "message_from_stream";

    /// <summary>Reads a message: of a file all, of what cannot seek what is left. A line <c>From </c> at its beginning is dropped.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The stream's descriptor.</param>
    /// <param name="chain">Filters that the bytes pass first, <c>[~]name [argument...] + ...</c>.</param>
    /// <returns>The message's descriptor.</returns>
    /// <exception cref="MflException">
    /// <c>e_range</c>: the descriptor is not open; <c>e_io</c>: it cannot be read; <c>e_failure</c>: a wrong filter, a line before the first empty one that is no header field, more than
    /// 1 GiB, or too many messages are open.
    /// </exception>
    [MflFunction(FromStream, Raises = "e_range e_io e_failure e_ilseq e_inval")]
    public async ValueTask<long> Read(MflContext context, long fd, string chain = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        await using Stream input = streams.OpenInput(context, fd);
        if (input.CanSeek)
            input.Position = 0;
        var content = new SpooledContent();
        try
        {
            var shape = new HeaderShape();
            var envelope = new EnvelopeLineRemover(bytes =>
            {
                shape.Take(bytes);
                content.Append(bytes);
            });
            await using (var spool = new SpoolWriter(FromStream, envelope.Take))
                await filters.CopyChainAsync(FromStream, input, spool, chain, context.CancellationToken);
            envelope.End();
            shape.End();

            // The reference's words, which are about something else.
            if (!shape.IsMessage)
                throw new MflException(MflExceptionCode.Failure, $"{FromStream}: cannot obtain stream reference: Malformed email address");
            return descriptors.Add(context, FromStream, reader.Read(content, MessageLimits.Default), content);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Closes a message, and the parts that were taken from it.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">Its descriptor.</param>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_close", Raises = "e_failure e_range")]
    public void Close(MflContext context, long message) => descriptors.Table(context).Close(descriptors.Open(context, "message_close", message));
}
