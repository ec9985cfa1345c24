namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class ExceptionTests
{
    private const string Status = "dclex e_ston_conv\ndclex e_divzero\ndclex e_range\ndclex e_io\ndclex e_mine\n";

    [TestMethod]
    public void Try_CalleeFails_GoesOnAfterCatch() =>
        Assert.AreEqual("42\n4 Cannot convert stack value to number (stopped at x)\nafter", ProgramRun.Run(
            Status + "func g(string s) returns number do return s + 1 done\n"
            + "func main(...) returns number do try do echo g(\"41\") echo g(\"x\") echo \"never\" done "
            + "catch e_ston_conv or e_range do echo \"$1 $2\" done echo \"after\" return 0 done").Output);

    [TestMethod]
    [DataRow("echo 1 + 2 * (3 - 4 / z)")]
    [DataRow("echo 1 + 7 % z")]
    [DataRow("echo \"a\" . 1 . \"b\" . (1 / z) . \"c\" . 2 . \"d\"")]
    [DataRow("echo t_add(1, 5 / z)")]
    [DataRow("set n g(1, g(2, 1 / z))")]
    [DataRow("set n g(half(z), 1)")]
    [DataRow("if half(z) echo \"yes\" fi")]
    [DataRow("loop while half(z) do echo \"in\" done")]
    [DataRow("switch 3 / z do case 0: echo \"zero\" default: echo \"other\" done")]
    [DataRow("try do set n half(z) done catch e_io do echo \"io\" done")]
    [DataRow("return 9 / z")]
    [DataRow("throw e_io \"a\" . 1 / z")]
    public void Error_InAnyPlaceOfAnExpression_IsCaught(string statement) =>
        Assert.AreEqual("5 Division by zero", ProgramRun.Run(
            Status + "func g(number a, number b) returns number do return a + b done\n"
            + "func half(number by) returns number do return 100 / by done\n"
            + $"func main(...) returns number do set z 0 try do {statement} echo \"never\" done catch * do echo \"$1 $2\" done return 0 done")
            .Output);

    [TestMethod]
    public void Error_NoSuchMacro_IsCaught() =>
        Assert.AreEqual("15 macro not defined: {nothing}", ProgramRun.Body(
            "try do echo \"a\" . ${nothing} . \"b\" done catch * do echo \"$1 $2\" done").Output);

    [TestMethod]
    public void StandaloneCatch_Returns_EndsFunction() =>
        Assert.AreEqual("2\nin catch 5\n-1", ProgramRun.Run(
            "func g(number d) returns number do catch * do echo \"in catch $1\" return -1 done return 10 / d done\n"
            + "func main(...) returns number do echo g(5) echo g(0) return 0 done").Output);

    [TestMethod]
    public void StandaloneCatch_WithoutReturn_GivesNull() =>
        Assert.AreEqual("0", ProgramRun.Run(
            "func g(number d) returns number do catch * do pass done return 10 / d done\n"
            + "func main(...) returns number do echo g(0) return 0 done").Output);

    [TestMethod]
    public void StandaloneCatch_InNestedBlock_IsInForceToTheEnd() =>
        Assert.AreEqual("c 5", ProgramRun.Body("set z 0 if 1 catch * do echo \"c $1\" done fi echo 1 / z echo \"after\"").Output);

    [TestMethod]
    public void StandaloneCatch_NotReached_IsNotInForce() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: uncaught exception #5: Division by zero",
            ProgramRun.Body("set z 0 if z catch * do echo \"c $1\" done fi echo 1 / z echo \"after\"").Log.Single());

    [TestMethod]
    public void StandaloneCatch_SecondOfOtherKind_LeavesTheFirst() =>
        Assert.AreEqual("any 11", ProgramRun.Run(
            Status + "func main(...) returns number do catch * do echo \"any $1\" done catch e_io do echo \"io\" done "
            + "throw e_range \"x\" return 0 done").Output);

    [TestMethod]
    public void CatchInBegin_OtherHandlerFails_HandlesIt() =>
        Assert.AreEqual("begin\ncaught 5: Division by zero\nSET REPLY 451 sorry\nState envfrom: tempfail", ProgramRun.Test(
            "prog begin do catch * do set t \"caught $1: $2\" echo t tempfail 451 \"sorry\" done echo \"begin\" done\n"
            + "prog envfrom do set z 0 echo 1 / z done").Output);

    [TestMethod]
    public void CatchInBegin_OtherException_IsNotHandled() =>
        Assert.AreEqual("State envfrom: tempfail", ProgramRun.Test(
            Status + "prog begin do catch e_io do reject done done\nprog envfrom do set z 0 echo 1 / z done").Output);

    [TestMethod]
    public void CatchInBegin_FailsItself_EndsHandler() =>
        Assert.AreEqual("State envfrom: tempfail", ProgramRun.Test(
            Status + "prog begin do catch * do throw e_io \"again\" done done\nprog envfrom do throw e_range \"x\" done").Output);

    [TestMethod]
    public void Throw_InCallee_ReachesCaller() =>
        Assert.AreEqual("main got 11: too far", ProgramRun.Run(
            Status + "func deep() do throw e_range \"too far\" done\n"
            + "func mid() do try do pass done catch * do pass done deep() done\n"
            + "func main(...) returns number do try do mid() done catch e_range do echo \"%__function__ got $1: $2\" done return 0 done")
            .Output);

    [TestMethod]
    public void Throw_InMiddleOfExpression_DropsOperands() =>
        Assert.AreEqual("caught e", ProgramRun.Run(
            Status + "func f() returns string do throw e_mine \"e\" return \"x\" done\n"
            + "func main(...) returns number do try do echo \"a\" . 1 + 2 . f() . \"b\" . f() . \"c\" done catch * do echo \"caught $2\" done "
            + "return 0 done").Output);

    [TestMethod]
    public void Throw_InCatchBody_ReachesOuterTry() =>
        Assert.AreEqual("outer 14 two", ProgramRun.Run(
            Status + "func main(...) returns number do try do try do throw e_range \"one\" done catch e_range do throw e_io \"two\" done done "
            + "catch e_io do echo \"outer $1 $2\" done return 0 done").Output);

    [TestMethod]
    public void Catch_OtherException_PassesItOn() =>
        Assert.AreEqual("outer one", ProgramRun.Run(
            Status + "func main(...) returns number do try do try do throw e_range \"one\" done catch e_io do echo \"no\" done done "
            + "catch e_range do echo \"outer $2\" done return 0 done").Output);

    [TestMethod]
    public void Try_InLoop_CatchesEachTime() =>
        Assert.AreEqual("e0\n1\ne2", ProgramRun.Run(
            Status + "func f(number i) do if i % 2 = 0 throw e_mine \"e%i\" fi done\n"
            + "func main(...) returns number do loop for set i 0, while i < 3, set i i + 1 do "
            + "try do f(i) echo i done catch e_mine do echo $2 done done return 0 done").Output);

    [TestMethod]
    public void Throw_Uncaught_IsLoggedByName()
    {
        ProgramRun run = ProgramRun.Run(Status + "func main(...) returns number do\n throw e_mine \"second\" done");
        Assert.AreEqual("RUNTIME ERROR near F:7: uncaught exception e_mine: second", run.Log.Single());
        Assert.AreEqual(0, run.ExitCode);
    }

    [TestMethod]
    public void Exception_UncaughtWithoutName_IsLoggedByNumber() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:3: uncaught exception #5: Division by zero", ProgramRun.Body("set z 0\necho 1 / z").Log.Single());

    [TestMethod]
    public void Exception_AfterCall_NamesLineOfCaller() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:4: uncaught exception #5: Division by zero",
            ProgramRun.Run("func one() returns number do\n return 1 done\nfunc main(...) returns number do set z 0\n"
            + "echo one() / z return 0 done").Log.Single());
}
