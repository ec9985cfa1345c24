using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Tests;

[TestClass]
public sealed class ScriptStreamsTests
{
    private readonly ScriptStreams _streams = new(StreamContext.Settings);

    [TestMethod]
    public async Task OpenInput_AfterALine_ReadsWhatIsLeftOrAllAgain()
    {
        var context = StreamContext.Create();
        var fd = StreamContext.Functions.TemporaryFile(context);
        await TransferFunctions.Write(context, fd, "one\ntwo\n");
        await TransferFunctions.Rewind(context, fd);
        await TransferFunctions.ReadLine(context, fd);

        await using var input = _streams.OpenInput(context, fd);
        var rest = await ReadAsync(input);
        input.Position = 0;

        Assert.AreEqual(("two\n", "one\ntwo\n"), (rest, await ReadAsync(input)));
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    public async Task OpenOutput_Written_ReachesTheFileAndStaysOpen()
    {
        var context = StreamContext.Create();
        var fd = StreamContext.Functions.TemporaryFile(context);
        await using (var output = _streams.OpenOutput(context, fd))
            await output.WriteAsync("text\n"u8.ToArray());
        await TransferFunctions.Rewind(context, fd);

        Assert.AreEqual("text", await TransferFunctions.ReadLine(context, fd));
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    public async Task Add_Bytes_AreReadAndRewoundAsAFile()
    {
        var context = StreamContext.Create();
        var fd = _streams.Add(context, "f", "name", new MemoryStream("a\nb"u8.ToArray()));
        await TransferFunctions.ReadLine(context, fd);
        await TransferFunctions.Rewind(context, fd);

        Assert.AreEqual("a", await TransferFunctions.ReadLine(context, fd));
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await TransferFunctions.Write(context, fd, "x"));
        Assert.AreEqual("write error on name: Bad file descriptor", error.Message);
        error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Spawn(context, long.MaxValue, "<cat", fd));
        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    public async Task Open_WrongDescriptor_IsAnException()
    {
        var context = StreamContext.Create();
        var fd = await StreamContext.Functions.Open(context, long.MaxValue, "/dev/null");

        Assert.AreEqual((long)MflExceptionCode.Range, Assert.ThrowsExactly<MflException>(() => _streams.OpenInput(context, 7)).Number);
        Assert.AreEqual((long)MflExceptionCode.Range, Assert.ThrowsExactly<MflException>(() => _streams.OpenOutput(context, -1)).Number);
        Assert.AreEqual((long)MflExceptionCode.InputOutput, Assert.ThrowsExactly<MflException>(() => _streams.OpenOutput(context, fd)).Number);
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    public async Task SynchronousUse_IsRefused()
    {
        var context = StreamContext.Create();
        var fd = StreamContext.Functions.TemporaryFile(context);
        await using var input = _streams.OpenInput(context, fd);

        Assert.ThrowsExactly<NotSupportedException>(() => input.ReadByte());
        Assert.ThrowsExactly<NotSupportedException>(() => input.Write([1]));
        Assert.ThrowsExactly<NotSupportedException>(() => input.Seek(1, SeekOrigin.Begin));
        await StreamTable.Of(context).DisposeAsync();
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }
}
