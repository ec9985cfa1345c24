using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Io.Tests;

[TestClass]
public sealed class OpenFunctionsTests
{
    private readonly FakeMflContext _context = StreamContext.Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-io-").FullName;

    [TestCleanup]
    public async Task Close()
    {
        await StreamTable.Of(_context).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    [DataRow("/nonexistent", 2L, "can't open /nonexistent: No such file or directory")]
    [DataRow("", 2L, "can't open : No such file or directory")]
    [DataRow("> /nonexistent/x", 2L, "can't open /nonexistent/x: No such file or directory")]
    [DataRow("@ /nonexistent/s", 2L, "/nonexistent/s: cannot stat socket: No such file or directory")]
    [DataRow("@ unix:///etc/passwd", 2L, "/etc/passwd: not a socket")]
    [DataRow("@ unix:///etc", 2L, "/etc: not a socket")]
    [DataRow("@ inet://127.0.0.1", 2L, "invalid connection type: inet://127.0.0.1; missing port number")]
    [DataRow("@ foo://x:1", 11L, "unsupported protocol: foo")]
    [DataRow("@ inet://127.0.0.1:99999", 2L, "bad port number: 99999; expected 0 to 65535")]
    [DataRow("/etc/passwd\0.txt", 21L, "open: the argument has a NUL byte")]
    [DataRow("|cat\0x", 21L, "open: the command has the control byte 0x00; hand data over as arguments of their own")]
    [DataRow("|cat\nid", 21L, "open: the command has the control byte 0x0a; hand data over as arguments of their own")]
    [DataRow("|cat\rid", 21L, "open: the command has the control byte 0x0d; hand data over as arguments of their own")]
    public async Task Open_BadName_IsAnError(string name, long number, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Open(_context, long.MaxValue, name));

        Assert.AreEqual((number, text), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("; touch MARK")]
    [DataRow("$(touch MARK)")]
    [DataRow("`touch MARK`")]
    [DataRow("| touch MARK")]
    [DataRow("a\ntouch MARK")]
    [DataRow("a\r\n\ttouch MARK")]
    [DataRow("' \" && touch MARK #")]
    [DataRow("> MARK")]
    [DataRow("\u00e4\u00ff*?[a-z]~")]
    public async Task Open_HostileArgument_ReachesTheProgramAsItIs(string argument)
    {
        argument = argument.Replace("MARK", _folder + "/mark", StringComparison.Ordinal);
        foreach (var command in new[] { "|<printf %s", "|</usr/bin/printf X%s", "|<exec printf \"%s\" \"$1\"" })
        {
            var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, command, argument);
            var got = await TransferFunctions.Read(_context, descriptor, 1000);

            Assert.AreEqual(argument, got.TrimStart('X'), command);
        }

        Assert.IsFalse(File.Exists(_folder + "/mark"));
    }

    [TestMethod]
    public async Task Open_CommandWithoutShellSyntax_RunsWithoutAShell()
    {
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, "|<cat /proc/self/stat");
        var fields = (await TransferFunctions.ReadLine(_context, descriptor)).Split(' ');

        Assert.AreEqual(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fields[3]);
    }

    [TestMethod]
    public async Task Open_Command_HasAProcessGroupOfItsOwn()
    {
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, "|<cat /proc/self/stat");
        var fields = (await TransferFunctions.ReadLine(_context, descriptor)).Split(' ');

        Assert.AreEqual(fields[0], fields[4]);
    }

    [TestMethod]
    public async Task Open_Command_HasACleanEnvironment()
    {
        Environment.SetEnvironmentVariable("POSTERN_SECRET", "x");
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, "|<env");
        var names = (await TransferFunctions.Read(_context, descriptor, 100_000)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]);

        Assert.AreEqual("", string.Join(' ', names.Except(["PATH", "HOME", "LANG"])));
    }

    [TestMethod]
    public async Task Open_Command_InheritsNoOtherDescriptor()
    {
        await StreamContext.Functions.Open(_context, long.MaxValue, "/etc/passwd");
        StreamContext.Functions.TemporaryFile(_context);
        await StreamContext.Functions.Open(_context, long.MaxValue, "|& cat");
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, "|<ls /proc/self/fd");

        // The fourth is the directory that is being listed.
        Assert.AreEqual("0 1 2 3", (await TransferFunctions.Read(_context, descriptor, 1000)).ReplaceLineEndings(" ").Trim());
    }

    [TestMethod]
    public async Task Open_ArgumentsForAFile_AreRefused()
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Open(_context, long.MaxValue, "/etc/passwd", "x"));

        Assert.AreEqual("open: only a command takes arguments", error.Message);
    }

    [TestMethod]
    public async Task Open_TooMany_IsAFailure()
    {
        for (var i = 0; i < StreamTable.DefaultLimit; i++)
            await StreamContext.Functions.Open(_context, long.MaxValue, "/dev/null");

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Open(_context, long.MaxValue, "/dev/null"));

        Assert.AreEqual(((long)MflExceptionCode.Failure, "open: no more files available"), (error.Number, error.Message));
    }

    [TestMethod]
    public async Task Open_NamedPipeWithoutWriter_DoesNotWait()
    {
        await SystemFunction.Run(_context, long.MaxValue, "mkfifo", _folder + "/fifo");
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, _folder + "/fifo");

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await TransferFunctions.ReadLine(_context, descriptor));

        Assert.AreEqual((long)MflExceptionCode.EndOfFile, error.Number);
    }

    [TestMethod]
    public async Task Open_Socket_IsReadAndWritten()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder + "/socket"));
        listener.Listen();
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, $"@ unix://{_folder}/socket");
        using var server = await listener.AcceptAsync();
        await TransferFunctions.Write(_context, descriptor, "question\u00ff");
        await OpenFunctions.Shutdown(_context, descriptor, 1);
        var received = new byte[100];
        var count = await server.ReceiveAsync(received);
        await server.SendAsync("answer"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);

        Assert.AreEqual(("question\u00ff", "answer"), (Encoding.Latin1.GetString(received, 0, count), await TransferFunctions.Read(_context, descriptor, 100)));
    }

    [TestMethod]
    public async Task Read_Cancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var context = StreamContext.Create(cancel.Token);
        var descriptor = await StreamContext.Functions.Open(context, long.MaxValue, "|& cat");
        var reading = TransferFunctions.ReadLine(context, descriptor).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        await StreamTable.Of(context).DisposeAsync();
    }

    [TestMethod]
    public async Task Close_Cancelled_KillsTheGroup()
    {
        using var cancel = new CancellationTokenSource();
        var context = StreamContext.Create(cancel.Token);
        var descriptor = await StreamContext.Functions.Open(context, long.MaxValue, "|<echo $$; sleep 1000 & wait");
        var child = int.Parse(await TransferFunctions.ReadLine(context, descriptor), CultureInfo.InvariantCulture);
        var closing = OpenFunctions.Close(context, descriptor).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => closing);
        Assert.IsFalse(Directory.Exists($"/proc/{child}"), "the child is reaped");
    }

    [TestMethod]
    public async Task Dispose_CommandThatDoesNotEnd_IsKilledAndReaped()
    {
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, "|<echo $$; exec sleep 1000");
        var child = int.Parse(await TransferFunctions.ReadLine(_context, descriptor), CultureInfo.InvariantCulture);

        await StreamTable.Of(_context).DisposeAsync();

        Assert.IsFalse(Directory.Exists($"/proc/{child}"));
    }

    [TestMethod]
    public async Task Dispose_CommandWithPendingInput_Finishes()
    {
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, $"|cat > {_folder}/out");
        await SetFullBuffer(descriptor);
        await TransferFunctions.Write(_context, descriptor, "buffered");

        await StreamTable.Of(_context).DisposeAsync();

        Assert.AreEqual("buffered", await File.ReadAllTextAsync(_folder + "/out"));
    }

    [TestMethod]
    public async Task Spawn_ClosedDescriptor_IsARangeError()
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Spawn(_context, long.MaxValue, "cat", 7));

        Assert.AreEqual(((long)MflExceptionCode.Range, "invalid file descriptor"), (error.Number, error.Message));
    }

    [TestMethod]
    public async Task Spawn_FileReadPartly_ContinuesWhereTheScriptIs()
    {
        await File.WriteAllTextAsync(_folder + "/in", "one\ntwo\nthree\n");
        var file = await StreamContext.Functions.Open(_context, long.MaxValue, _folder + "/in");
        await TransferFunctions.ReadLine(_context, file);
        var command = await StreamContext.Functions.Spawn(_context, long.MaxValue, "<cat", file);

        Assert.AreEqual("two\nthree\n", await TransferFunctions.Read(_context, command, 100));
    }

    [TestMethod]
    public async Task Mask_NewFile_DoesNotGetTheBits()
    {
        OpenFunctions.SetMask(_context, 0x3F);

        await StreamContext.Functions.Open(_context, long.MaxValue, $">{_folder}/private");

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder + "/private"));
    }

    [TestMethod]
    public async Task ErrorRedirection_File_GetsTheErrors()
    {
        var descriptor = await StreamContext.Functions.Open(_context, long.MaxValue, $"|< 2>file:{_folder}/err echo oops >&2");

        await OpenFunctions.Close(_context, descriptor);

        Assert.AreEqual("oops\n", await File.ReadAllTextAsync(_folder + "/err"));
    }

    private ValueTask SetFullBuffer(long descriptor) => TransferFunctions.SetBuffer(_context, descriptor, 1, 1000);
}
