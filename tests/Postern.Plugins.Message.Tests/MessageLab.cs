using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io;
using Postern.Plugins.Io.Filters;
using Postern.Plugins.Message.Digests;
using Postern.Plugins.Mime;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Message.Tests;

/// <summary>The functions of this plugin with the plugins that they use.</summary>
internal sealed class MessageLab
{
    private static readonly RuntimeBlock Runtime = new();

    public MessageLab(StoredText? current = null)
    {
        Context = new FakeMflContext { StoredMessage = current };
        Context.Variables["io_buffering"] = new MflValue(0);
        Context.Variables["io_buffer_size"] = new MflValue(4096);
        Context.Variables["burst_eb_min_length"] = new MflValue(2);
        Descriptors = new MessageDescriptors(Settings);
        Sources = new MessageSourceFunctions(Descriptors, Reader, Streams, Filters);
        Sizes = new MessageSizeFunctions(Descriptors);
        Headers = new MessageHeaderFunctions(Descriptors);
        Lines = new MessageLineFunctions(Descriptors);
        Parts = new MessagePartFunctions(Descriptors, Reader);
        Copies = new MessageCopyFunctions(Descriptors, Streams, Filters);
        Digests = new DigestFunctions(Descriptors, Reader);
        Current = new CurrentMessageFunction(Descriptors, Reader);
        Replacement = new BodyReplacementFunction(Streams, Filters);
    }

    public FakeMflContext Context { get; }

    public MessagesBlock Settings { get; } = new();

    public ScriptStreams Streams { get; } = new(Runtime);

    public StreamFilters Filters { get; } = new();

    public MessageReader Reader { get; } = new();

    public MessageDescriptors Descriptors { get; }

    public MessageSourceFunctions Sources { get; }

    public MessageSizeFunctions Sizes { get; }

    public MessageHeaderFunctions Headers { get; }

    public MessageLineFunctions Lines { get; }

    public MessagePartFunctions Parts { get; }

    public MessageCopyFunctions Copies { get; }

    public DigestFunctions Digests { get; }

    public CurrentMessageFunction Current { get; }

    public BodyReplacementFunction Replacement { get; }

    /// <summary>A stream with a text.</summary>
    public long Stream(string text) => Streams.Add(Context, "f", "text", new MemoryStream(Encoding.Latin1.GetBytes(text)));

    /// <summary>A message of a text.</summary>
    public async Task<long> OpenAsync(string text, string chain = "")
    {
        long fd = Stream(text);
        long message = await Sources.Read(Context, fd, chain);
        await OpenFunctions.Close(Context, fd);
        return message;
    }

    /// <summary>What <c>message_to_stream</c> writes.</summary>
    public async Task<string> CopyAsync(long message, string chain = "") =>
        await WrittenAsync(fd => Copies.CopyMessage(Context, fd, message, chain));

    /// <summary>What <c>message_body_to_stream</c> writes.</summary>
    public async Task<string> CopyBodyAsync(long message, string pipe = "") =>
        await WrittenAsync(fd => Copies.CopyBody(Context, fd, message, pipe));

    /// <summary>All that a read function gives.</summary>
    public static async Task<string> ReadAllAsync(Func<ValueTask<string>> read)
    {
        var lines = new List<string>();
        try
        {
            while (true)
                lines.Add(await read());
        }
        catch (MflException e) when (e.Number == (long)MflExceptionCode.EndOfFile)
        {
            return string.Join('|', lines);
        }
    }

    /// <summary>The exception of a call, as <c>NUMBER TEXT</c>.</summary>
    public static async Task<string> FailureAsync(Func<ValueTask> call)
    {
        MflException error = await Assert.ThrowsExactlyAsync<MflException>(async () => await call());
        return $"{error.Number} {error.Message}";
    }

    private async Task<string> WrittenAsync(Func<long, ValueTask> write)
    {
        long fd = new OpenFunctions(Runtime).TemporaryFile(Context);
        try
        {
            await write(fd);
            await TransferFunctions.Rewind(Context, fd);
            return await TransferFunctions.Read(Context, fd, long.MaxValue);
        }
        catch (MflException e) when (e.Number == (long)MflExceptionCode.EndOfFile)
        {
            return "";
        }
        finally
        {
            await OpenFunctions.Close(Context, fd);
        }
    }
}
