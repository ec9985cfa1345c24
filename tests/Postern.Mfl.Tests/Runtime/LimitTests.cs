namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class LimitTests
{
    [TestMethod]
    public void Recursion_Endless_EndsInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:1: out of stack space; increase #pragma stacksize",
            ProgramRun.Run("func f(number n) returns number do return 1 + f(n + 1) done\nfunc main(...) returns number do echo f(0) return 0 done")
                .Log.Single());

    [TestMethod]
    public void Loop_EndlessAndCancelled_EndsInRuntimeError()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.AreEqual(
            "RUNTIME ERROR near F:1: the time allowed for the handler is over",
            ProgramRun.Run("func main(...) returns number do loop do pass done return 0 done", cancelled.Token).Log.Single());
    }

    [TestMethod]
    public void AsynchronousCall_CancelledWhileWaiting_EndsInRuntimeError()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.AreEqual(
            "RUNTIME ERROR near F:1: the time allowed for the handler is over",
            ProgramRun.Run("func main(...) returns number do t_forever() return 0 done", cancelled.Token).Log.Single());
    }

    [TestMethod]
    public void Concatenation_BeyondTheLimit_EndsInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: a string of 67108868 bytes is longer than the 67108864 allowed",
            ProgramRun.Body("set s \"1234\" loop for set i 0, while i < 24, set i i + 1 do set s s . s done set s s . \"1234\" echo \"no\"").Log.Single());

    [TestMethod]
    [DataRow("(a+)+$")]
    [DataRow("(a|aa)+$")]
    [DataRow("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void Match_PatternThatExplodesElsewhere_Ends(string pattern) =>
        Assert.AreEqual(
            "no",
            ProgramRun.Body(
                "#pragma regex +extended\nset s \"aaaaaaaa\" loop for set i 0, while i < 17, set i i + 1 do set s s . s done "
                + $"if s . \"!\" matches '{pattern}' echo \"yes \\1\" else echo \"no\" fi").Output);

    [TestMethod]
    public void Match_PatternWithBackReferenceThatExplodes_EndsInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:3: matching a regular expression: Memory exhausted",
            ProgramRun.Body(
                "#pragma regex +extended\nset s \"aaaaaaaa\" loop for set i 0, while i < 9, set i i + 1 do set s s . s done "
                + "if s . \"xbc\" matches '(a*)*\\1b' echo \"yes\" fi").Log.Single());

    [TestMethod]
    public void Transform_QuadraticInASubjectThatIsLarge_EndsInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:3: matching a regular expression: Memory exhausted",
            ProgramRun.Body(
                "#pragma regex +extended\nset s \"aaaaaaaa\" loop for set i 0, while i < 14, set i i + 1 do set s s . s done "
                + "echo sed(s, 's/a|a.*z/b/g')").Log.Single());

    [TestMethod]
    public void HeaderActions_BeyondTheLimit_EndInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: more than 10000 modifications of one message",
            ProgramRun.Body("loop for set i 0, while i < 10001, set i i + 1 do add \"a\" \"b\" done echo \"no\"").Log.Single());

    [TestMethod]
    public void Expression_ThousandsOfOperatorsOnSmallStack_IsComputed()
    {
        MflProgram program = ProgramRun.Program(
            $"func main(...) returns number do set n 1 return {string.Join(" + ", Enumerable.Repeat("n", 1999))} done");
        int result = 0;
        var thread = new Thread(() => result = program.Run(new MflRuntimeOptions(), new MflRunRequest()), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.AreEqual(1999 % 256, result);
    }

    [TestMethod]
    public void Compile_DeepExpressionOnSmallStack_IsDiagnosed()
    {
        string source = $"prog helo do set n 1 echo {string.Join(" + ", Enumerable.Repeat("n", 1999))} done";
        IReadOnlyList<string> diagnostics = [];
        var thread = new Thread(() => diagnostics = ProgramRun.Compile(source).Diagnostics, 300 * 1024);
        thread.Start();
        thread.Join();
        CollectionAssert.AreEqual(new[] { "F:1.1: statements or expressions are nested too deeply" }, diagnostics.ToArray());
    }
}
