namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void Run_WithHooks_RunsThemAround()
    {
        ProgramRun run = ProgramRun.Run(
            "prog startup do echo \"startup\" done\nprog begin do echo \"begin\" done\nprog end do echo \"end\" done\n"
            + "prog shutdown do echo \"shutdown\" done\nfunc main(...) returns number do echo \"main $#\" return 7 done");
        Assert.AreEqual("startup\nbegin\nmain 0\nend", run.Output);
        Assert.AreEqual(7, run.ExitCode);
    }

    [TestMethod]
    public void Run_StartupFails_DoesNotGoOn()
    {
        ProgramRun run = ProgramRun.Run("prog startup do set z 0 echo 1 / z done func main(...) returns number do echo \"main\" return 0 done");
        Assert.AreEqual("", run.Output);
        Assert.AreEqual(78, run.ExitCode);
    }

    [TestMethod]
    public void Run_WithArguments_PassesThem() =>
        Assert.AreEqual("2 b", ProgramRun.Run("func main(...) returns number do echo \"$# \" . $2 return 0 done", "a", "b").Output);

    [TestMethod]
    public void Run_ResultAbove255_IsTakenModulo() =>
        Assert.AreEqual(1, ProgramRun.Run("func main(...) returns number do return 257 done").ExitCode);

    [TestMethod]
    public void Run_HeaderActionsAndReply_ArePrintedLast() =>
        Assert.AreEqual(
            "x\nADD HEADER a: b 1\nREPLACE HEADER c: d 1\nDELETE HEADER e: (null) 1\nSET REPLY 550 no",
            ProgramRun.Run("func main(...) returns number do add \"a\" \"b\" echo \"x\" replace \"c\" \"d\" delete \"e\" reject 550 \"no\" return 4 done")
                .Output);

    [TestMethod]
    [DataRow("reject", "State envfrom: reject")]
    [DataRow("tempfail", "State envfrom: tempfail")]
    [DataRow("accept", "State envfrom: accept")]
    [DataRow("discard", "State envfrom: discard")]
    [DataRow("continue", "State envfrom: continue")]
    [DataRow("pass", "State envfrom: continue")]
    [DataRow("reject 553", "SET REPLY 553 \nState envfrom: reject")]
    [DataRow("reject 553 5.1.1", "SET REPLY 553 5.1.1 \nState envfrom: reject")]
    [DataRow("reject 553 5.1.1 \"a\" . \"b\"", "SET REPLY 553 5.1.1 ab\nState envfrom: reject")]
    [DataRow("reject 503 \"x\"", "SET REPLY 503 x\nState envfrom: reject")]
    [DataRow("reject(550 + 1, \"5.1.0\", \"go\")", "SET REPLY 551 5.1.0 go\nState envfrom: reject")]
    [DataRow("tempfail(450, , \"go\\naway\")", "SET REPLY 450 go\naway\nState envfrom: tempfail")]
    [DataRow("reject(,,)", "State envfrom: reject")]
    [DataRow("set z 0 echo 1 / z reject", "State envfrom: tempfail")]
    [DataRow("t_refuse() echo \"not reached\"", "SET REPLY 554 5.7.0 no\nState envfrom: reject")]
    public void Test_HandlerReplies_PrintsState(string statements, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Test($"prog envfrom do {statements} done").Output);

    [TestMethod]
    public void Test_ReplyInCalledFunction_EndsHandler() =>
        Assert.AreEqual("SET REPLY 551 in f\nState envfrom: reject", ProgramRun.Test(
            "func f() returns number do try do reject 551 \"in f\" done catch * do echo \"no\" done return 1 done\n"
            + "prog envfrom do try do echo 1 + f() done catch * do echo \"no\" done echo \"not reached\" done").Output);

    [TestMethod]
    public void Test_HooksAndArguments_AreRun() =>
        Assert.AreEqual("begin\nenvfrom [a] [] user@example.org\nend\nState envfrom: continue", ProgramRun.Test(
            "prog begin do echo \"begin\" done\nprog envfrom do echo \"envfrom [$1] [$2] $f\" done\nprog end do echo \"end\" done", "envfrom", "a")
            .Output);

    [TestMethod]
    public void Test_ModificationsAndReply_ArePrintedAfterEnd() =>
        Assert.AreEqual("in\nend\nADD HEADER X: 1 1\nSET REPLY 550 x\nState envfrom: reject", ProgramRun.Test(
            "prog envfrom do add \"X\" \"1\" echo \"in\" reject 550 \"x\" done\nprog end do echo \"end\" done").Output);

    [TestMethod]
    public void Test_RuntimeError_LogsThatItWasNotFinished() =>
        CollectionAssert.AreEqual(
            new[]
            {
                "RUNTIME ERROR near F:1: uncaught exception #5: Division by zero",
                "execution of the filter program was not finished",
            },
            ProgramRun.Test("prog envfrom do set z 0 echo 1 / z done").Log.ToArray());

    [TestMethod]
    public void Test_UnknownHandler_IsUsageError()
    {
        ProgramRun run = ProgramRun.Test("prog envfrom do pass done", "bogus");
        Assert.AreEqual(64, run.ExitCode);
        Assert.AreEqual("unknown smtp state tag: bogus", run.Log.Single());
    }

    [TestMethod]
    public void Test_HandlerDefinedTwice_RunsTheFirst() =>
        Assert.AreEqual("first\nState envfrom: continue", ProgramRun.Test(
            "prog envfrom do echo \"first\" done\nprog envfrom do echo \"second\" reject done").Output);
}
