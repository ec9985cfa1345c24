namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class FunctionTests
{
    [TestMethod]
    public void Call_Recursive_ReturnsResult() =>
        Assert.AreEqual("2432902008176640000 -4249290049419214848", ProgramRun.Run(
            "func fact(number n) returns number do if n <= 1 return 1 fi return n * fact(n - 1) done\n"
            + "func main(...) returns number do echo fact(20) . \" \" . fact(21) return 0 done").Output);

    [TestMethod]
    public void Call_OptionalArgumentsOmitted_AreNull() =>
        Assert.AreEqual("1 1 [x][0][]\n2 1 [x][1][]\n3 1 [x][1][y]", ProgramRun.Run(
            "func opt(string a; number b, string c) do echo \"$# \" . @b . \" [%a][%b][%c]\" done\n"
            + "func main(...) returns number do opt(\"x\") opt(\"x\", 1) opt(\"x\", 1, \"y\") return 0 done").Output);

    [TestMethod]
    public void Call_VariadicFunction_NumbersArguments() =>
        Assert.AreEqual("A/v1 v1/v2 n=3", ProgramRun.Run(
            "func f(string a, string ...) do echo \"$1\" . \"/\" . $2 . \" \" . $(1) . \"/\" . $(2) . \" n=\" . $# done\n"
            + "func main(...) returns number do f(\"A\", \"v1\", \"v2\") return 0 done").Output);

    [TestMethod]
    public void Call_RestArguments_ArePassedOn() =>
        Assert.AreEqual("all 4 p\ntail 3 q\nmore 5 x p", ProgramRun.Run(
            "func inner(string tag, ...) do echo tag . \" \" . $# . \" \" . $(1) done\n"
            + "func both(string tag, ...) do echo tag . \" \" . $# . \" \" . $(1) . \" \" . $(2) done\n"
            + "func outer(...) do inner(\"all\", $@) inner(\"tail\", $@(1)) both(\"more\", \"x\", $@) done\n"
            + "func main(...) returns number do outer(\"p\", \"q\", \"r\") return 0 done").Output);

    [TestMethod]
    public void Call_VariadicNumbers_AreNumbers() =>
        Assert.AreEqual("6", ProgramRun.Run(
            "func sum(number ...) returns number do number s 0 "
            + "loop for number i 1, while i <= $#, set i i + 1 do set s s + $(i) done return s done\n"
            + "func main(...) returns number do echo sum(1, \"2\", 3) return 0 done").Output);

    [TestMethod]
    public void VariadicArgument_NotGiven_IsNull() =>
        Assert.AreEqual("[][][] 0", ProgramRun.Run(
            "func f(...) do echo \"[\" . $(3) . \"][\" . $2 . \"][\" . $(0) . \"]\" done func n(number ...) returns number do return $(2) done\n"
            + "func main(...) returns number do f(\"a\") return n(1) done").Output + " 0");

    [TestMethod]
    public void PluginCall_RestArgumentsOfEitherType_KeepTheirs() =>
        Assert.AreEqual("nss ss nn", ProgramRun.Run(
            "func f(...) returns string do return t_kinds(1, $@) . \" \" . t_kinds($@) done func n(number ...) returns string do return t_kinds($@) done\n"
            + "func main(...) returns number do echo f(\"a\", \"b\") . \" \" . n(1, 2) return 0 done").Output);

    [TestMethod]
    public void RestArguments_ShiftBeyondTheLast_EndsProgram() =>
        Assert.AreEqual("RUNTIME ERROR near F:1: $@(3): there are only 1 variable arguments", ProgramRun.Run(
            "func f(...) do t_kinds(1, $@(3)) done func main(...) returns number do f(\"a\") return 0 done").Log.Single());

    [TestMethod]
    public void Call_Arguments_AreConvertedToParameters() =>
        Assert.AreEqual("8x", ProgramRun.Run(
            "func f(number n, string s) returns string do return n + 1 . s done\n"
            + "func main(...) returns number do set x \"x\" set n \"7\" echo f(n, x) return 0 done").Output);

    [TestMethod]
    [DataRow("echo two(say(\"a\"), say(\"b\"))", "b\na\nab")]
    [DataRow("echo two(g, raise(\"b\"))", "1b")]
    [DataRow("echo t_join(say(\"-\"), say(\"a\"), say(\"b\"))", "b\na\n-\na-b")]
    [DataRow("echo say(\"1\") . say(\"2\")", "1\n2\n12")]
    [DataRow("set n 1 echo two(n, n . \"x\")", "11x")]
    public void Call_Arguments_AreComputedFromTheLast(string statements, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Run(
            "number g 0 func say(string s) returns string do echo s return s done func raise(string s) returns string do set g g + 1 return s done\n"
            + "func two(string a, string b) returns string do return a . b done\n"
            + $"func main(...) returns number do {statements} return 0 done").Output);

    [TestMethod]
    public void Parameter_IsSet_DoesNotChangeCaller() =>
        Assert.AreEqual("2 1", ProgramRun.Run(
            "func f(number n) returns number do set n n + 1 return n done\n"
            + "func main(...) returns number do set n 1 echo f(n) . \" %n\" return 0 done").Output);

    [TestMethod]
    public void Return_FromWithinTry_LeavesFunction() =>
        Assert.AreEqual("1", ProgramRun.Run(
            "func f() returns number do try do return 1 done catch * do return 2 done return 3 done\n"
            + "func main(...) returns number do echo f() return 0 done").Output);

    [TestMethod]
    public void Alias_CallByOtherName_IsTheFunction() =>
        Assert.AreEqual("f", ProgramRun.Run(
            "func f() alias g returns string do return __function__ done\nfunc main(...) returns number do echo g() return 0 done").Output);

    [TestMethod]
    [DataRow("t_upper(\"abc\")", "ABC")]
    [DataRow("t_add(\"1\", 2)", "3")]
    [DataRow("t_optional(\"a\")", "a/7/end/True")]
    [DataRow("t_optional(\"a\", 8)", "a/8/end/True")]
    [DataRow("t_optional(\"a\", 8, \"b\", 0)", "a/8/b/False")]
    [DataRow("t_join(\",\")", "")]
    [DataRow("t_join(\",\", 1, \"b\", 3)", "1,b,3")]
    [DataRow("t_sum(1, \"2\", 3)", "6")]
    [DataRow("t_kinds(1, \"a\", 2)", "nsn")]
    [DataRow("t_narrow(9223372036854775807, 1)", "2147483647")]
    [DataRow("t_narrow(5, 0)", "-1")]
    [DataRow("t_even(2) . t_even(3)", "10")]
    [DataRow("\"[\" . t_null() . \"]\"", "[]")]
    [DataRow("t_later(\"soon\")", "soon later")]
    [DataRow("t_counter() . t_counter()", "12")]
    public void PluginCall_EveryShape_ReturnsResult(string call, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"echo {call}").Output);

    [TestMethod]
    public void PluginCall_RestArguments_ArePassedOn() =>
        Assert.AreEqual("p-q", ProgramRun.Run(
            "func f(...) returns string do return t_join(\"-\", $@) done\nfunc main(...) returns number do echo f(\"p\", \"q\") return 0 done").Output);

    [TestMethod]
    [DataRow("t_fail(\"too far\")", "11 too far")]
    [DataRow("t_later_fail()", "14 later")]
    public void PluginCall_Throws_CanBeCaught(string call, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"try do {call} done catch * do echo \"$1 $2\" done").Output);

    [TestMethod]
    public void PluginCall_Bug_IsLoggedWithItsPlace()
    {
        ProgramRun run = ProgramRun.Body("try do t_crash() done catch * do echo \"caught\" done");
        Assert.AreEqual("", run.Output);
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: a function of a plugin failed; this is a bug in the plugin [InvalidOperationException: a bug]",
            run.Log.Single());
    }
}
