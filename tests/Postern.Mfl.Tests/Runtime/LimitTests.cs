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
    public void HeaderActions_BeyondTheLimit_EndInRuntimeError() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: more than 10000 modifications of one message",
            ProgramRun.Body("loop for set i 0, while i < 10001, set i i + 1 do add \"a\" \"b\" done echo \"no\"").Log.Single());
}
