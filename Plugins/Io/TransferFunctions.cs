using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>Reading and writing descriptors (manual, node "I/O Functions").</summary>
[PluginExport(typeof(IMflModule), "transfer")]
public sealed class TransferFunctions : IMflModule
{
    private const int CopySize = 64 * 1024;

    // What the handler gets in the place of a pointer.
    private const long BodyHandle = 1;

    /// <summary>Writes a string, or its first <paramref name="count"/> bytes.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open; <c>e_io</c>: the system refuses, or the count is negative.</exception>
    [MflFunction("write", Raises = "e_range e_io")]
    public static ValueTask Write(MflContext context, long fd, string text, long count = long.MaxValue)
    {
        var stream = StreamTable.Of(context)[fd];
        if (count < 0)
            throw StreamErrors.Writing(stream.Name, LibC.Describe(LibC.ErrorBadAddress));
        return stream.WriteAsync(Encoding.Latin1.GetBytes(text, 0, (int)Math.Min(count, text.Length)), context.CancellationToken);
    }

    /// <summary>Writes the beginning of the part of the body that the handler <c>body</c> looks at.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">Where to.</param>
    /// <param name="part">The handler's <c>$1</c>.</param>
    /// <param name="count">How many bytes; all is the handler's <c>$2</c>.</param>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open; <c>e_io</c>: the system refuses; <c>e_inval</c>: the part is not <c>$1</c>, or the count is negative.</exception>
    [MflFunction("write_body", Raises = "e_range e_io e_inval", Stages = MilterStages.Body)]
    public static ValueTask WriteBody(MflContext context, long fd, long part, long count)
    {
        var stream = StreamTable.Of(context)[fd];
        if (part != BodyHandle || count < 0)
            throw new MflException(MflExceptionCode.Invalid, "write_body: expected the arguments $1 and $2 of the handler");
        return stream.WriteAsync(context.BodyPart[..(int)Math.Min(count, context.BodyPart.Length)].ToArray(), context.CancellationToken);
    }

    /// <summary>Reads so many bytes, or what is left.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open; <c>e_eof</c>: nothing is left; <c>e_io</c>: the system refuses.</exception>
    [MflFunction("read", Raises = "e_range e_eof e_io")]
    public static ValueTask<string> Read(MflContext context, long fd, long count) => StreamTable.Of(context)[fd].ReadAsync(count, context.CancellationToken);

    /// <summary>Reads up to a delimiter, which is dropped, or what is left.</summary>
    /// <exception cref="MflException">As for <see cref="Read"/>; <c>e_range</c> for more than 64 MiB.</exception>
    [MflFunction("getdelim", Raises = "e_range e_eof e_io")]
    public static ValueTask<string> ReadTo(MflContext context, long fd, string delimiter) =>
        StreamTable.Of(context)[fd].ReadToAsync(delimiter, context.CancellationToken);

    /// <summary>Reads up to the descriptor's delimiter, by default a newline.</summary>
    /// <exception cref="MflException">As for <see cref="ReadTo"/>.</exception>
    [MflFunction("getline", Raises = "e_range e_eof e_io")]
    public static ValueTask<string> ReadLine(MflContext context, long fd)
    {
        var stream = StreamTable.Of(context)[fd];
        return stream.ReadToAsync(stream.Delimiter, context.CancellationToken);
    }

    /// <summary>Sets what <see cref="ReadLine"/> reads to.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("fd_set_delimiter", NonBlocking = true, Raises = "e_range")]
    public static void SetDelimiter(MflContext context, long fd, string delimiter) => StreamTable.Of(context)[fd].Delimiter = delimiter;

    /// <summary>What <see cref="ReadLine"/> reads to.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="unused">Taken as the reference takes it, and ignored.</param>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("fd_delimiter", NonBlocking = true, Raises = "e_range")]
    public static string Delimiter(MflContext context, long fd, string unused = "") => StreamTable.Of(context)[fd].Delimiter;

    /// <summary>Goes back to the start of a file.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("rewind", Raises = "e_range e_io")]
    public static ValueTask Rewind(MflContext context, long fd) => StreamTable.Of(context)[fd].RewindAsync(context.CancellationToken);

    /// <summary>Copies what is left of one descriptor to another.</summary>
    /// <exception cref="MflException"><c>e_range</c>: one is not open; <c>e_io</c>: the system refuses.</exception>
    [MflFunction("copy", Raises = "e_range e_io")]
    public static async ValueTask Copy(MflContext context, long source, long target)
    {
        var table = StreamTable.Of(context);
        var from = table[source];
        var to = table[target];
        while (true)
        {
            string piece;
            try
            {
                piece = await from.ReadAsync(CopySize, context.CancellationToken);
            }
            catch (MflException e) when (e.Number == (long)MflExceptionCode.EndOfFile)
            {
                return;
            }

            await to.WriteAsync(Encoding.Latin1.GetBytes(piece), context.CancellationToken);
        }
    }

    /// <summary>Sets how what is written is gathered.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="type"><c>BUFFER_NONE</c> 0, <c>BUFFER_FULL</c> 1, <c>BUFFER_LINE</c> 2.</param>
    /// <param name="size">Bytes, 1 to 64 MiB; 4096 by default.</param>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open, or an unknown type or size.</exception>
    [MflFunction("setbuf", Raises = "e_range e_io")]
    public static async ValueTask SetBuffer(MflContext context, long fd, long type = 0, long size = 4096)
    {
        var stream = StreamTable.Of(context)[fd];
        if (type is < 0 or > 2)
            throw new MflException(MflExceptionCode.Range, $"bad buffering type: {type}");
        if (type != 0 && size is < 1 or > InputBuffer.Limit)
            throw new MflException(MflExceptionCode.Range, "buffer size out of allowed range");
        await stream.FlushAsync(context.CancellationToken);
        stream.Mode = (BufferMode)type;
        stream.BufferSize = type == 0 ? 0 : (int)size;
    }

    /// <summary>The type that <see cref="SetBuffer"/> has set.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("getbuftype", NonBlocking = true, Raises = "e_range")]
    public static long BufferType(MflContext context, long fd) => (long)StreamTable.Of(context)[fd].Mode;

    /// <summary>The size that <see cref="SetBuffer"/> has set.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("getbufsize", NonBlocking = true, Raises = "e_range")]
    public static long BufferSize(MflContext context, long fd) => StreamTable.Of(context)[fd].BufferSize;
}
