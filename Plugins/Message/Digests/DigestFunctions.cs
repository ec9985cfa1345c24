using System.Composition;
using System.Globalization;
using System.Security.Cryptography;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Digests;

/// <summary>Digests (RFC 934; manual, node "Message digest functions").</summary>
/// <param name="descriptors">The descriptors.</param>
/// <param name="reader">Parses messages.</param>
[PluginExport(typeof(IMflModule), "digests")]
[MflVariable("burst_eb_min_length", 2)]
[method: ImportingConstructor]
public sealed class DigestFunctions(MessageDescriptors descriptors, IMessageReader reader) : IMflModule
{
    private const string Function = "message_burst";
    private const long ActionMask = 0x0f;
    private const long DecodeFlag = 0x10;

    /// <summary>Makes a multipart message of a digest.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The digest.</param>
    /// <param name="flags">
    /// What becomes of text between boundaries that is no message: <c>BURST_ERR_FAIL</c> 0 (an exception), <c>BURST_ERR_IGNORE</c> 1 (nothing), <c>BURST_ERR_BODY</c> 2 (the body of a
    /// message without header); and <c>BURST_DECODE</c> 0x10: the transfer encoding of each message is undone.
    /// </param>
    /// <returns>A new descriptor.</returns>
    /// <exception cref="MflException">
    /// <c>e_format</c>: it is no digest, or what stands between two boundaries is no message; <c>e_inval</c>: unknown flags; <c>e_failure</c>: it is not open, or too many are; <c>e_range</c>:
    /// no descriptor.
    /// </exception>
    [MflFunction(Function, Raises = "e_format e_inval e_failure e_range")]
    public async ValueTask<long> Burst(MflContext context, long message, long flags = 0)
    {
        OpenMessage digest = descriptors.Open(context, Function, message);
        if ((flags & ~DecodeFlag) is < 0 or > (long)BurstAction.Body)
            throw new MflException(MflExceptionCode.Invalid, string.Create(CultureInfo.InvariantCulture, $"{Function}: unknown flags: {flags}"));
        var content = new SpooledContent();
        try
        {
            var writer = new MultipartWriter(content, $"=_{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}");
            await WritePartsAsync(context, digest, writer, (BurstAction)(flags & ActionMask), (flags & DecodeFlag) != 0);
            writer.End();
            IMailMessage multipart = reader.Read(content, MessageLimits.Default);
            return descriptors.Table(context).Add(
                Function, new OpenMessage(multipart, new MessageText(multipart) { DropsCarriageReturns = false }) { Owned = content, IsBurst = true });
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private async ValueTask WritePartsAsync(MflContext context, OpenMessage digest, MultipartWriter writer, BurstAction action, bool decodes)
    {
        using var lines = new LineReader(digest.Text.OpenBody());
        var splitter = new DigestSplitter(lines, Math.Max(1, context.GetVariable("burst_eb_min_length").Number));
        while (await splitter.ReadAsync(Function, context.CancellationToken) is { } read)
        {
            using DigestPart part = read;
            if (part.IsMessage && decodes)
                await WriteDecodedAsync(part, writer, context.CancellationToken);
            else if (part.IsMessage || action == BurstAction.Body)
                await writer.WriteAsync(part.IsMessage ? [] : "\n"u8.ToArray(), part.Content.Open(), context.CancellationToken);
            else if (action == BurstAction.Fail && splitter.HasBoundary)
                throw new MflException(MflExceptionCode.Format, $"{Function}: what stands {(part.IsPreamble ? "before the first boundary" : "behind a boundary")} is not a message");
        }

        if (!splitter.HasBoundary)
            throw new MflException(MflExceptionCode.Format, $"{Function}: message is not a RFC-934 digest");
    }

    private async ValueTask WriteDecodedAsync(DigestPart part, MultipartWriter writer, CancellationToken cancellationToken)
    {
        IMailMessage message = reader.Read(part.Content, MessageLimits.Default);
        if (message.Root.Encoding is TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.Binary or TransferEncoding.Unknown)
        {
            await writer.WriteAsync(default, part.Content.Open(), cancellationToken);
            return;
        }

        var text = new MessageText(message) { DropsCarriageReturns = false, ReplacedEncoding = "8bit" };
        await writer.WriteAsync(text.Header, message.Root.OpenDecoded(), cancellationToken);
    }
}
