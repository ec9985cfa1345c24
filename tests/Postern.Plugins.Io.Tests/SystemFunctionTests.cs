using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Io.Tests;

[TestClass]
public sealed class SystemFunctionTests
{
    private readonly FakeMflContext _context = StreamContext.Create();

    [TestMethod]
    [DataRow("true", 0L)]
    [DataRow("exit 3", 768L)]
    [DataRow("kill -9 $$", 9L)]
    [DataRow("nosuchprogram 2>/dev/null", 32512L)]
    [DataRow("", 0L)]
    public async Task Run_Command_GivesItsStatus(string command, long status) => Assert.AreEqual(status, await SystemFunction.Run(_context, long.MaxValue, command));

    [TestMethod]
    [DataRow("a; exit 5")]
    [DataRow("$(exit 5)")]
    [DataRow("a\nexit 5")]
    [DataRow("-- | exit 5")]
    public async Task Run_HostileArgument_IsNoSyntax(string argument) =>
        Assert.AreEqual((0L, 0L), (await SystemFunction.Run(_context, long.MaxValue, "true", argument), await SystemFunction.Run(_context, long.MaxValue, "test -n \"$1\"", argument)));

    [TestMethod]
    [DataRow("true\nid")]
    [DataRow("true\rid")]
    [DataRow("true\0id")]
    public void Run_ControlByte_IsInvalid(string command)
    {
        var error = Assert.ThrowsExactly<MflException>(() => _ = SystemFunction.Run(_context, long.MaxValue, command).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
    }

    [TestMethod]
    public void Run_ArgumentWithNul_IsInvalid()
    {
        var error = Assert.ThrowsExactly<MflException>(() => _ = SystemFunction.Run(_context, long.MaxValue, "true", "a\0b").AsTask());

        Assert.AreEqual("system: an argument has a NUL byte", error.Message);
    }

    [TestMethod]
    public async Task Run_Cancelled_KillsTheCommand()
    {
        using var cancel = new CancellationTokenSource();
        var running = SystemFunction.Run(StreamContext.Create(cancel.Token), long.MaxValue, "sleep 1000").AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }
}
