using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Io.Tests.Hostile;

/// <summary>Names and commands that a program computes, which may hold anything that a message has.</summary>
[TestClass]
public sealed class ComputedNameTests
{
    private readonly FakeMflContext _context = StreamContext.Create();

    [TestMethod]
    [DataRow("a; id")]
    [DataRow("$(id)")]
    [DataRow("`id`")]
    [DataRow("a|id")]
    [DataRow("a && id")]
    [DataRow("a > /dev/null")]
    [DataRow("~ * ?")]
    public async Task Open_ShellSyntaxInAComputedCommand_ReachesTheProgram(string data)
    {
        var descriptor = await StreamContext.Functions.Open(_context, 7, "|<echo " + data);

        Assert.AreEqual(data, await TransferFunctions.ReadLine(_context, descriptor));
    }

    [TestMethod]
    [DataRow("'a  b' c", "a  b c")]
    [DataRow("\"a  b\" c", "a  b c")]
    [DataRow("a\\ \\ b", "a  b")]
    [DataRow("\"a \\\" \\n\"", "a \" \\n")]
    [DataRow("'' x", " x")]
    public async Task Open_QuotesInAComputedCommand_MakeWords(string command, string words)
    {
        var descriptor = await StreamContext.Functions.Open(_context, 7, "|<echo " + command);

        Assert.AreEqual(words, await TransferFunctions.ReadLine(_context, descriptor));
    }

    [TestMethod]
    [DataRow("|id", 0L)]
    [DataRow("  |id", 0L)]
    [DataRow(">/dev/null", 0L)]
    [DataRow(">>/dev/null", 1L)]
    [DataRow("@ inet://127.0.0.1:1", 0L)]
    [DataRow("|<id", 1L)]
    [DataRow("|&id", 1L)]
    [DataRow("|<2>file:/dev/null id", 2L)]
    [DataRow("|2>syslog:mail id", 1L)]
    public async Task Open_SignsThatAreComputed_AreInvalid(string name, long constantLength)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Open(_context, constantLength, name));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
        StringAssert.Contains(error.Message, "is computed");
    }

    [TestMethod]
    public async Task Spawn_SignsThatAreComputed_AreInvalid() =>
        Assert.AreEqual(
            (long)MflExceptionCode.Invalid,
            (await Assert.ThrowsExactlyAsync<MflException>(async () => await StreamContext.Functions.Spawn(_context, 0, "2>file:/dev/null id"))).Number);

    [TestMethod]
    [DataRow("echo 'a")]
    [DataRow("echo \"a")]
    [DataRow("")]
    [DataRow(" \t")]
    public void System_ComputedCommandThatIsNone_IsInvalid(string command)
    {
        var error = Assert.ThrowsExactly<MflException>(() => _ = SystemFunction.Run(_context, 0, command).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
    }

    [TestMethod]
    [DataRow("exit 3")]
    [DataRow("eval id")]
    [DataRow("nosuchprogram; id")]
    public void System_ComputedCommandThatIsNoProgram_IsNotGivenToAShell(string command)
    {
        var error = Assert.ThrowsExactly<MflException>(() => _ = SystemFunction.Run(_context, 0, command).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Failure, error.Number);
    }
}
