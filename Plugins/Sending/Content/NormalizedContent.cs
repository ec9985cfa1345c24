using System.Buffers;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Content;

/// <summary>Reads a message with its line ends made alike.</summary>
internal static class NormalizedContent
{
    private const int PieceBytes = 32 * 1024;

    /// <summary>The line end of mail on its way.</summary>
    public static ReadOnlyMemory<byte> CrLf { get; } = "\r\n"u8.ToArray();

    /// <summary>The line end of programs.</summary>
    public static ReadOnlyMemory<byte> Lf { get; } = "\n"u8.ToArray();

    /// <summary>A message in pieces, each valid until the next is asked for.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(IMessageContent content, ReadOnlyMemory<byte> lineEnd, CancellationToken cancellationToken) =>
        ReadAsync(content, new LineNormalizer(lineEnd, hasHeader: true), cancellationToken);

    /// <summary>A body in pieces.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> ReadBodyAsync(IMessageContent body, ReadOnlyMemory<byte> lineEnd, CancellationToken cancellationToken) =>
        ReadAsync(body, new LineNormalizer(lineEnd, hasHeader: false), cancellationToken);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IMessageContent content, LineNormalizer lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = content.Open();
        var piece = new byte[PieceBytes];
        var output = new ArrayBufferWriter<byte>(PieceBytes);
        while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var count)
        {
            output.ResetWrittenCount();
            lines.Write(piece.AsSpan(0, count), output);
            yield return output.WrittenMemory;
        }

        output.ResetWrittenCount();
        lines.Finish(output);
        if (output.WrittenCount > 0)
            yield return output.WrittenMemory;
    }
}
