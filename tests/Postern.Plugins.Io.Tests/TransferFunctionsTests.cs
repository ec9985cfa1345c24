using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Io.Tests;

[TestClass]
public sealed class TransferFunctionsTests
{
    private static readonly string AllBytes = string.Concat(Enumerable.Range(1, 255).Select(code => (char)code));

    private readonly FakeMflContext _context = StreamContext.Create();

    [TestCleanup]
    public Task Close() => StreamTable.Of(_context).DisposeAsync().AsTask();

    [TestMethod]
    [DataRow(0L, "")]
    [DataRow(3L, "bod")]
    [DataRow(6L, "body \xe4")]
    [DataRow(100L, "body \xe4")]
    public async Task WriteBody_Count_WritesTheBeginning(long count, string written)
    {
        _context.Part = System.Text.Encoding.Latin1.GetBytes("body \xe4");
        var descriptor = StreamContext.Functions.TemporaryFile(_context);

        await TransferFunctions.WriteBody(_context, descriptor, 1, count);
        await TransferFunctions.Write(_context, descriptor, ".");
        await TransferFunctions.Rewind(_context, descriptor);

        Assert.AreEqual(written + ".", await TransferFunctions.Read(_context, descriptor, 100));
    }

    [TestMethod]
    [DataRow(0L, 5L)]
    [DataRow(12345L, 5L)]
    [DataRow(1L, -1L)]
    public async Task WriteBody_OtherArguments_AreInvalid(long part, long count)
    {
        var descriptor = StreamContext.Functions.TemporaryFile(_context);

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await TransferFunctions.WriteBody(_context, descriptor, part, count));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
    }

    [TestMethod]
    public async Task Transfer_TenMillionBytes_Survive()
    {
        var text = string.Concat(Enumerable.Repeat(AllBytes, 40_000));
        var file = StreamContext.Functions.TemporaryFile(_context);
        await TransferFunctions.Write(_context, file, text);
        await TransferFunctions.Rewind(_context, file);

        Assert.AreEqual(text, await TransferFunctions.ReadTo(_context, file, "nowhere to be found"));
    }

    [TestMethod]
    public async Task Copy_TenMillionBytesThroughACommand_Survive()
    {
        var text = string.Concat(Enumerable.Repeat(AllBytes, 40_000));
        var file = StreamContext.Functions.TemporaryFile(_context);
        var copy = StreamContext.Functions.TemporaryFile(_context);
        await TransferFunctions.Write(_context, file, text);
        await TransferFunctions.Rewind(_context, file);
        var command = await StreamContext.Functions.Spawn(_context, long.MaxValue, "<cat", file);

        await TransferFunctions.Copy(_context, command, copy);

        await TransferFunctions.Rewind(_context, copy);
        Assert.AreEqual(text, await TransferFunctions.Read(_context, copy, 20_000_000));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(-1L)]
    [DataRow(5000L)]
    [DataRow(long.MaxValue)]
    public async Task AnyFunction_ClosedDescriptor_IsARangeError(long fd)
    {
        Func<Task>[] calls =
        [
            async () => await TransferFunctions.Write(_context, fd, "x"),
            async () => await TransferFunctions.Read(_context, fd, 1),
            async () => await TransferFunctions.ReadTo(_context, fd, "x"),
            async () => await TransferFunctions.ReadLine(_context, fd),
            () =>
            {
                TransferFunctions.SetDelimiter(_context, fd, "x");
                return Task.CompletedTask;
            },
            () =>
            {
                TransferFunctions.Delimiter(_context, fd);
                return Task.CompletedTask;
            },
            async () => await TransferFunctions.Rewind(_context, fd),
            () =>
            {
                TransferFunctions.BufferType(_context, fd);
                return Task.CompletedTask;
            },
            () =>
            {
                TransferFunctions.BufferSize(_context, fd);
                return Task.CompletedTask;
            },
            () =>
            {
                OpenFunctions.OutputSide(_context, fd);
                return Task.CompletedTask;
            },
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsExactlyAsync<MflException>(call);
            Assert.AreEqual(((long)MflExceptionCode.Range, "invalid file descriptor"), (error.Number, error.Message));
        }
    }

    [TestMethod]
    [DataRow("a\nbc\nd", "\n", "a|bc|d")]
    [DataRow("a\r\nb", "\n", "a\r|b")]
    [DataRow("a--b-c--", "--", "a|b-c")]
    [DataRow("abc", "", "a|b|c")]
    [DataRow("", "\n", "")]
    public async Task ReadLine_Delimiter_CutsThere(string text, string delimiter, string expected)
    {
        var file = StreamContext.Functions.TemporaryFile(_context);
        await TransferFunctions.Write(_context, file, text);
        await TransferFunctions.Rewind(_context, file);
        TransferFunctions.SetDelimiter(_context, file, delimiter);

        Assert.AreEqual(expected, string.Join('|', await ReadLinesAsync(file)));
    }

    [TestMethod]
    public async Task ReadLine_DelimiterAcrossPieces_IsFound()
    {
        var line = new string('x', 4095);
        var file = StreamContext.Functions.TemporaryFile(_context);
        await TransferFunctions.Write(_context, file, line + "\r\nnext");
        await TransferFunctions.Rewind(_context, file);

        Assert.AreEqual(line, await TransferFunctions.ReadTo(_context, file, "\r\n"));
    }

    [TestMethod]
    public async Task Write_CommandThatHasEnded_IsAnError()
    {
        var command = await StreamContext.Functions.Open(_context, long.MaxValue, "|true");

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () =>
        {
            while (true)
                await TransferFunctions.Write(_context, command, new string('x', 1000));
        });

        Assert.AreEqual(((long)MflExceptionCode.InputOutput, "write error on |true: Broken pipe"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow(7L, 1L, "bad buffering type: 7")]
    [DataRow(1L, 0L, "buffer size out of allowed range")]
    [DataRow(2L, long.MaxValue, "buffer size out of allowed range")]
    public async Task SetBuffer_BadValue_IsARangeError(long type, long size, string text)
    {
        var file = StreamContext.Functions.TemporaryFile(_context);

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await TransferFunctions.SetBuffer(_context, file, type, size));

        Assert.AreEqual(((long)MflExceptionCode.Range, text), (error.Number, error.Message));
    }

    private async Task<IReadOnlyList<string>> ReadLinesAsync(long file)
    {
        var lines = new List<string>();
        try
        {
            while (true)
                lines.Add(await TransferFunctions.ReadLine(_context, file));
        }
        catch (MflException e) when (e.Number == (long)MflExceptionCode.EndOfFile)
        {
            return lines;
        }
    }
}
