using Postern.Daemon.CommandLine;

namespace Postern.Tests.FilterTests;

[TestClass]
public sealed class TestCommandTests : IDisposable
{
    private const string Two = "filter accepts.mfl\ntest \"first\"\n  expect reply accept\ntest \"second\"\n  expect reply accept\n";

    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("test: name the files or folders that hold the tests, as in postern test examples/tests")]
    [DataRow("test: unknown option --fast; postern test --help lists the options", "--fast", "x")]
    [DataRow("test: unknown option --verbose=1; postern test --help lists the options", "--verbose=1", "x")]
    [DataRow("test: --junit needs a value", "x", "--junit")]
    [DataRow("test: --junit needs a value", "x", "--junit=")]
    [DataRow("test: there is no file or folder nowhere", "nowhere")]
    public async Task Run_WrongCommandLine_IsAUsageError(string message, params string[] arguments)
    {
        var e = await Assert.ThrowsExactlyAsync<UsageException>(() => _lab.RunAsync(arguments));

        Assert.AreEqual(message, e.Message);
    }

    [TestMethod]
    public async Task Run_FolderWithoutTests_IsAUsageError()
    {
        var e = await Assert.ThrowsExactlyAsync<UsageException>(() => _lab.RunAsync(_lab.Path));

        Assert.AreEqual($"test: there is no file *.test in {_lab.Path} or below", e.Message);
    }

    [TestMethod]
    public async Task Run_PatternOfNoTest_IsAUsageError()
    {
        string file = _lab.Write("a.test", Two);

        var e = await Assert.ThrowsExactlyAsync<UsageException>(() => _lab.RunAsync(file, "--filter=third"));

        Assert.AreEqual("test: no test has a name that contains third", e.Message);
    }

    [TestMethod]
    [DataRow("SECOND", "  ok      second\n")]
    [DataRow("f*t", "  ok      first\n")]
    [DataRow("s?c", "  ok      second\n")]
    [DataRow("s", "  ok      first\n  ok      second\n")]
    public async Task Run_Pattern_ChoosesByName(string pattern, string lines)
    {
        string file = _lab.Write("a.test", Two);

        (_, string output) = await _lab.RunAsync("--filter", pattern, file);

        Assert.AreEqual($"DIR/a.test\n{lines}", output[..output.IndexOf("\n\n", StringComparison.Ordinal)] + "\n");
    }

    [TestMethod]
    public async Task Run_FoldersAndFiles_RunsEachOnceInOrder()
    {
        string file = _lab.Write("z.test", "filter accepts.mfl\ntest \"z\"\n  expect reply accept\n");
        _lab.Write("sub/b.test", "filter ../accepts.mfl\ntest \"b\"\n  expect reply accept\n");
        _lab.Write("sub/deep/a.test", "filter ../../accepts.mfl\ntest \"a\"\n  expect reply accept\n");

        (int code, string output) = await _lab.RunAsync(file, _lab.Path);

        Assert.AreEqual("""
            DIR/z.test
              ok      z
            DIR/sub/b.test
              ok      b
            DIR/sub/deep/a.test
              ok      a

            3 passed, 0 failed

            """, output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Run_FileWithMistakes_RunsTheOthers()
    {
        string bad = _lab.Write("bad.test", "filter accepts.mfl\ntest \"one\"\n  expekt reply accept\n");
        string good = _lab.Write("good.test", "filter accepts.mfl\ntest \"one\"\n  expect reply accept\n");

        (int code, string output) = await _lab.RunAsync(bad, good);

        Assert.AreEqual("""
            DIR/bad.test
              ERROR   DIR/bad.test:2: the test "one" expects nothing: a check that cannot fail; add an expect
              ERROR   DIR/bad.test:3: the statement `expekt' is unknown; did you mean `expect'?
              none of its tests was run
            DIR/good.test
              ok      one

            1 passed, 0 failed, 1 file with mistakes

            """, output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Run_Verbose_ShowsTheDialogue()
    {
        (_, string output) = await _lab.RunFilterAsync(
            "prog envfrom do echo \"hello\" done\nprog eom do add \"X-A\" \"1\" accept done\n",
            "test \"one\"\n  expect reply accept\n",
            "--verbose");

        Assert.AreEqual("""
            DIR/t.test
              ok      one
                  envfrom  <sender@example.org>                     (not answered, as agreed)
                  eom                                               accept
                    add header X-A: 1
                  log: TEST1: hello

            1 passed, 0 failed

            """, output);
    }

    [TestMethod]
    public async Task Run_Help_ListsTheOptions()
    {
        (int code, string output) = await _lab.RunAsync("--help");

        StringAssert.StartsWith(output, "Usage: postern test [OPTION]... FILE-OR-FOLDER...\n", StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }
}
