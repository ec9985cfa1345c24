using System.Text;
using Postern.Tools.Mtasim.Terminal;

namespace Postern.Tools.Mtasim.Tests.Terminal;

[TestClass]
public sealed class LineEditorTests
{
    [TestMethod]
    [DataRow("abc\r", "abc", DisplayName = "plain")]
    [DataRow("abc\n", "abc", DisplayName = "line feed")]
    [DataRow("abc\x7F\x08x\r", "ax", DisplayName = "backspace")]
    [DataRow("bc\x01" + "a\r", "abc", DisplayName = "home")]
    [DataRow("bc\x1B[Ha\x1B[Fd\r", "abcd", DisplayName = "home and end keys")]
    [DataRow("bc\x1BOHa\x1BOFd\r", "abcd", DisplayName = "application keys")]
    [DataRow("bc\x1B[1~a\x1B[4~d\r", "abcd", DisplayName = "numbered keys")]
    [DataRow("ac\x1B[Db\r", "abc", DisplayName = "left")]
    [DataRow("ac\x02" + "b\x06" + "d\r", "abcd", DisplayName = "control letters")]
    [DataRow("abc\x1B[D\x1B[D\x1B[C\x1B[3~\r", "ab", DisplayName = "delete key")]
    [DataRow("abc\x01\x04\r", "bc", DisplayName = "control-d deletes")]
    [DataRow("abc\x02\x0B\r", "ab", DisplayName = "kill to the end")]
    [DataRow("abc\x02\x15\r", "c", DisplayName = "kill to the start")]
    [DataRow("one two  \x17x\r", "one x", DisplayName = "kill a word")]
    [DataRow("\x1B[D\x7F\x1B[3~\x1B[Ca\r", "a", DisplayName = "nothing to move over")]
    [DataRow("a\x1B[99999999999zb\x1Bqc\r", "abc", DisplayName = "unknown sequences")]
    [DataRow("\xC3\xA9\xC3\xA9\x1B[D\x7Fx\r", "x\xC3\xA9", DisplayName = "UTF-8")]
    [DataRow("a\tb\r", "a\tb", DisplayName = "tab")]
    [DataRow("a\x07\x00" + "b\r", "ab", DisplayName = "other control characters")]
    [DataRow("abc", "abc", DisplayName = "end of the input")]
    public async Task ReadLine_Keys_EditTheLine(string keys, string line)
    {
        var (lines, _) = await EditAsync(keys);

        CollectionAssert.AreEqual(new[] { line }, lines);
    }

    [TestMethod]
    public async Task ReadLine_Arrows_WalkThroughHistory()
    {
        var (lines, _) = await EditAsync("one\rtwo\rtwo\r\x1B[A\x1B[A\x1B[A\r" + "draft\x1B[A\x1B[B!\r" + "\x10\x10\x0E\r");

        CollectionAssert.AreEqual(new[] { "one", "two", "two", "one", "draft!", "draft!" }, lines);
    }

    [TestMethod]
    public async Task ReadLine_ControlDOnEmptyLine_EndsTheInput()
    {
        var (lines, _) = await EditAsync("one\r\x04two\r");

        CollectionAssert.AreEqual(new[] { "one" }, lines);
    }

    [TestMethod]
    public async Task ReadLine_ControlC_IsACancellation()
    {
        var editor = new LineEditor(Input("abc\x03"), new MemoryStream(), new FixedTerminal(80), "> ");

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () => await editor.ReadLineAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task ReadLine_Always_LeavesTheTerminalAsItWas()
    {
        var terminal = new FixedTerminal(80);
        var editor = new LineEditor(Input("abc\r\x03"), new MemoryStream(), terminal, "> ");

        await editor.ReadLineAsync(CancellationToken.None);
        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () => await editor.ReadLineAsync(CancellationToken.None));

        Assert.AreEqual(2, terminal.Raws);
        Assert.AreEqual(0, terminal.Depth);
    }

    [TestMethod]
    public async Task Show_LineInTheMiddle_PutsTheCursorBack()
    {
        var (_, screen) = await EditAsync("ac\x1B[D", 80);

        StringAssert.Contains(screen, "\r> ac\x1B[K\x1B[1D", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Show_LineLongerThanTheScreen_ShowsThePartAroundTheCursor()
    {
        var (lines, screen) = await EditAsync(new string('a', 30) + "\x01" + "b\r", 20);

        Assert.AreEqual("b" + new string('a', 30), lines[0]);
        Assert.IsFalse(screen.Contains(new string('a', 18), StringComparison.Ordinal), "no row is longer than the screen");
    }

    [TestMethod]
    public async Task Show_ControlCharactersOfHistory_DoNotReachTheTerminal()
    {
        var (_, screen) = await EditAsync("a\tb\r");

        StringAssert.Contains(screen, "> a b\x1B[K", StringComparison.Ordinal);
    }

    private static MemoryStream Input(string keys) => new(Encoding.Latin1.GetBytes(keys));

    private static async Task<(List<string> Lines, string Screen)> EditAsync(string keys, int width = 80)
    {
        using var output = new MemoryStream();
        var editor = new LineEditor(Input(keys), output, new FixedTerminal(width), "> ");
        var lines = new List<string>();
        while (await editor.ReadLineAsync(CancellationToken.None) is { } line)
            lines.Add(line.Text);
        return (lines, Encoding.Latin1.GetString(output.ToArray()));
    }

    private sealed class FixedTerminal(int width) : ITerminal
    {
        public int Raws { get; private set; }

        public int Depth { get; private set; }

        public int Width => width;

        public IDisposable Raw()
        {
            Raws++;
            Depth++;
            return new Undo(this);
        }

        private sealed class Undo(FixedTerminal terminal) : IDisposable
        {
            public void Dispose() => terminal.Depth--;
        }
    }
}
