namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class ExpressionTests
{
    [TestMethod]
    [DataRow("1 . 2 + 3", "15")]
    [DataRow("(1 . 2) + 3", "15")]
    [DataRow("1 + 2 . 3", "33")]
    [DataRow("2 * 3 . 4", "64")]
    [DataRow("10 - 3 - 2", "5")]
    [DataRow("100 / 10 / 2", "5")]
    [DataRow("-7 / 2", "-3")]
    [DataRow("-7 % 3", "-1")]
    [DataRow("7 % -3", "1")]
    [DataRow("6 | 1 ^ 3 & 2", "7")]
    [DataRow("6 & 3 = 3", "0")]
    [DataRow("~5", "-6")]
    [DataRow("- -5", "5")]
    [DataRow("2 ^ 3", "1")]
    [DataRow("1 << 63", "-9223372036854775808")]
    [DataRow("1 << 64", "1")]
    [DataRow("-8 >> 1", "-4")]
    [DataRow("9223372036854775807 + 1", "-9223372036854775808")]
    [DataRow("not 1 = 2", "1")]
    [DataRow("1 or 0 and 0", "1")]
    [DataRow("2 and 3", "1")]
    [DataRow("not 5", "0")]
    [DataRow("\"a\" . 1 = \"a1\"", "1")]
    [DataRow("\"a\" . \"b\" matches \"ab\"", "1")]
    [DataRow("\"abc\" fnmatches \"a*\"", "1")]
    [DataRow("\"abc\" < 5", "0")]
    [DataRow("10 = \"010\"", "0")]
    [DataRow("\"010\" = 10", "0")]
    [DataRow("number(\"0x1F\") + 1", "32")]
    [DataRow("string(12) . \"x\"", "12x")]
    public void Echo_ExpressionOfLiterals_PrintsItsValue(string expression, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"echo {expression}").Output);

    [TestMethod]
    [DataRow("n + 3", "10")]
    [DataRow("n - 10", "-3")]
    [DataRow("n * n", "49")]
    [DataRow("n / 2", "3")]
    [DataRow("n % 4", "3")]
    [DataRow("100 / n", "14")]
    [DataRow("100 % n", "2")]
    [DataRow("n / m", "-7")]
    [DataRow("n % m", "0")]
    [DataRow("least / m", "-9223372036854775808")]
    [DataRow("n << 66", "28")]
    [DataRow("n >> 1", "3")]
    [DataRow("-n", "-7")]
    [DataRow("~n", "-8")]
    [DataRow("not n", "0")]
    [DataRow("n & 3", "3")]
    [DataRow("n | 8", "15")]
    [DataRow("n ^ 1", "6")]
    [DataRow("n < 8", "1")]
    [DataRow("n <= 6", "0")]
    [DataRow("n > 7", "0")]
    [DataRow("n >= 7", "1")]
    [DataRow("n = 7", "1")]
    [DataRow("n != 7", "0")]
    [DataRow("s < \"b\"", "1")]
    [DataRow("s <= \"a\"", "0")]
    [DataRow("s > \"abb\"", "1")]
    [DataRow("s >= \"abc\"", "1")]
    [DataRow("s = \"abc\"", "1")]
    [DataRow("s != \"abc\"", "0")]
    [DataRow("n = \"7\"", "1")]
    [DataRow("text + n", "38")]
    [DataRow("n and 0", "0")]
    [DataRow("n or 0", "1")]
    [DataRow("0 or n", "1")]
    [DataRow("not empty", "1")]
    [DataRow("s . n", "abc7")]
    [DataRow("s . n . \"-\" . s . \"-\" . n . s", "abc7-abc-7abc")]
    [DataRow("\"<%s %{n} %n%% 100%>\"", "<abc 7 7% 100%>")]
    [DataRow("s fnmatches \"?b[a-c]\"", "1")]
    [DataRow("s matches \"^a.c$\"", "1")]
    [DataRow("s matches s", "1")]
    public void Echo_ExpressionOfVariables_PrintsItsValue(string expression, string expected) =>
        Assert.AreEqual(
            expected,
            ProgramRun.Body(
                "number n 7 number m 0 - 1 number least 1 << 63 string s \"abc\" string text \"0x1F\" string empty \"\"\n"
                + $"echo {expression}").Output);

    [TestMethod]
    [DataRow("set v \"5 \" echo v + 0", "Cannot convert stack value to number (stopped at  )")]
    [DataRow("set v \"abc\" if not v echo 1 fi", "Cannot convert stack value to number (stopped at abc)")]
    [DataRow("set v \"abc\" if v and 1 echo 1 fi", "Cannot convert stack value to number (stopped at abc)")]
    [DataRow("set v \"08\" echo 1 + v", "Cannot convert stack value to number (stopped at 8)")]
    [DataRow("set v \"0x\" echo 1 + v", "Cannot convert stack value to number (stopped at x)")]
    public void Conversion_StringIsNoNumber_ThrowsStonConv(string statements, string text)
    {
        ProgramRun run = ProgramRun.Body($"try do {statements} done catch * do echo \"$1 $2\" done");
        Assert.AreEqual("4 " + text, run.Output);
    }

    [TestMethod]
    [DataRow("0 * (1 / n)", "0")]
    [DataRow("(1 / n) * 0", "0")]
    [DataRow("0 & (1 / n)", "0")]
    [DataRow("(1 / n) & 0", "0")]
    [DataRow("0 << (1 / n)", "0")]
    [DataRow("0 >> (1 / n)", "0")]
    [DataRow("0 / (1 / n)", "0")]
    [DataRow("0 % (1 / n)", "0")]
    [DataRow("(1 / n) % 1", "0")]
    [DataRow("-1 | (1 / n)", "-1")]
    [DataRow("(1 / n) and 0", "0")]
    [DataRow("(1 / n) or 2", "1")]
    [DataRow("0 and (1 / n)", "0")]
    [DataRow("1 or (1 / n)", "1")]
    public void Operator_LiteralDecides_DoesNotEvaluateTheOther(string expression, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"number n 0 echo {expression}").Output);

    [TestMethod]
    [DataRow("0 + (1 / n)", "5 Division by zero")]
    [DataRow("(1 / n) ^ 0", "5 Division by zero")]
    [DataRow("-1 & (1 / n)", "5 Division by zero")]
    [DataRow("(1 / n) >> 0", "5 Division by zero")]
    public void Operator_LiteralDoesNotDecide_EvaluatesTheOther(string expression, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"number n 0 try do echo {expression} done catch * do echo \"$1 $2\" done").Output);

    [TestMethod]
    [DataRow("1 / z", "5 Division by zero")]
    [DataRow("1 % z", "5 Division by zero")]
    [DataRow("$nosuch", "15 macro not defined: {nosuch}")]
    [DataRow("$x", "15 macro not defined: x")]
    [DataRow("\"a\" matches broken", "6 compiling regex `a[': Invalid regular expression")]
    public void Operator_Fails_ThrowsItsException(string expression, string expected) =>
        Assert.AreEqual(
            expected,
            ProgramRun.Body($"set z 0 set broken \"a[\" try do echo {expression} done catch * do echo \"$1 $2\" done").Output);

    [TestMethod]
    public void BackReferences_AfterMatch_AreItsGroups() =>
        Assert.AreEqual(
            "user|host|example",
            ProgramRun.Body("set s \"user@host.example\" if s matches '\\(.*\\)@\\([^.]*\\)\\.\\(.*\\)' echo \"\\1|\\2|\\3\" fi").Output);

    [TestMethod]
    public void BackReference_GroupTookNoPart_IsEmpty() =>
        Assert.AreEqual("[]", ProgramRun.Body("set s \"b\" if s matches '\\(a\\)*b' echo \"[\\1]\" fi").Output);

    [TestMethod]
    [DataRow("echo \\1", "no previous regular expression")]
    [DataRow("set s \"a\" if s matches \"a\" echo \\1 fi", "invalid back-reference number")]
    public void BackReference_DoesNotExist_EndsProgram(string statements, string text)
    {
        ProgramRun run = ProgramRun.Body($"try do {statements} done catch * do echo \"caught\" done");
        Assert.AreEqual("", run.Output);
        Assert.AreEqual($"RUNTIME ERROR near F:2: {text}", run.Log.Single());
    }

    [TestMethod]
    public void Matches_TwoLiterals_KeepsEarlierGroups() =>
        Assert.AreEqual(
            "b", ProgramRun.Body("set s \"abc\" if s matches 'a\\(b\\)' if \"xyz\" matches 'x\\(y\\)' echo \\1 fi fi").Output);

    [TestMethod]
    public void Pragma_RegexExtended_ChangesFlavour() =>
        Assert.AreEqual("1", ProgramRun.Run(
            "#pragma regex +extended +icase\nfunc main(...) returns number do set s \"AAB\" echo s matches \"^(a+)b$\" return 0 done").Output);
}
