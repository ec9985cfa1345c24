using System.Globalization;

namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class StatementTests
{
    [TestMethod]
    [DataRow("set n 8 set s \"010\" if n = s echo \"same\" else echo \"other\" fi", "same")]
    [DataRow("if 0 echo 1 elif 1 echo 2 else echo 3 fi", "2")]
    [DataRow("set n 0 if n echo 1 elif n = 1 echo 2 else echo 3 fi", "3")]
    [DataRow("set s \"0\" if s echo \"not empty\" fi", "not empty")]
    [DataRow("set s \"\" if s echo 1 else echo \"empty\" fi", "empty")]
    [DataRow("set n 5 if n > 1 and n < 9 echo \"in\" fi", "in")]
    [DataRow("if 0 set a \"ok\" fi echo \"[\" . a . \"]\"", "[]")]
    [DataRow("number n \"12\" string s 5 echo n + 1 . s", "135")]
    [DataRow("pass echo \"after\"", "after")]
    public void If_Condition_SelectsBranch(string statements, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body(statements).Output);

    [TestMethod]
    [DataRow("loop for set i 0, while i < 3, set i i + 1 do echo i done", "0\n1\n2")]
    [DataRow("set i 10 loop do echo i set i i + 1 done while i < 12", "10\n11")]
    [DataRow("set i 0 loop do set i i + 1 if i = 2 next fi if i = 4 break fi echo i done", "1\n3")]
    [DataRow(
        "loop a for set i 0, while i < 3, set i i + 1 do loop for set j 0, while j < 3, set j j + 1 do "
        + "if j = 1 next a fi if i = 2 break a fi echo \"%i%j\" done done",
        "00\n10")]
    [DataRow("set i 0 loop while i < 2 do set i i + 1 try do if i = 1 next fi echo i done catch * do pass done done", "2")]
    [DataRow("loop do try do break done catch * do pass done done echo \"out\"", "out")]
    public void Loop_Form_RunsItsTurns(string statements, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body(statements).Output);

    [TestMethod]
    [DataRow("set s \"b\" switch s do case \"a\" or \"b\": echo 1 default: echo 2 done", "1")]
    [DataRow("set s \"c\" switch s do default: echo 2 case \"a\": echo 1 done echo 3", "2\n3")]
    [DataRow("set n 5 switch n do case \"5\": echo 1 done", "1")]
    [DataRow("set n 6 switch n do case 5: echo 1 done echo 2", "2")]
    [DataRow("set n 5 switch n do case 5: echo 1 case 5: echo 2 done", "1")]
    public void Switch_Value_SelectsCase(string statements, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body(statements).Output);

    [TestMethod]
    [DataRow(4)]
    [DataRow(40)]
    [DataRow(100)]
    public void Switch_ManyStrings_SelectsTheSame(int count)
    {
        var random = new Random(count);
        string[] all = [.. Enumerable.Range(1, 127).Select(static n => Convert.ToString(n, 2)[1..].Replace('0', 'a').Replace('1', 'b'))];
        string[] labels = [.. all.OrderBy(_ => random.Next()).Take(count)];
        AssertSwitch("string", [.. labels.Select(Quoted)], [.. all.Concat(["c", "aac", "aaaaaaaaaaaa"]).Select(Quoted)]);
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(1, 60)]
    [DataRow(3, 60)]
    [DataRow(1000, 60)]
    [DataRow(100000000000000000, 60)]
    public void Switch_ManyNumbers_SelectsTheSame(long step, int count)
    {
        long[] numbers = [.. Enumerable.Range(2, count).Select(n => n * step)];
        string[] values = [.. numbers.Concat(numbers.Select(static n => n + 1)).Concat([0, long.MaxValue, long.MinValue + 1, uint.MaxValue, -1])
            .Select(static n => n.ToString(CultureInfo.InvariantCulture))];
        AssertSwitch("number", [.. numbers.Reverse().Select(static n => n.ToString(CultureInfo.InvariantCulture))], values);
    }

    private static string Quoted(string text) => $"\"{text}\"";

    private static void AssertSwitch(string type, string[] labels, string[] values)
    {
        string cases = string.Join('\n', labels.Select(static (label, i) => $"case {label}: return {i}"));
        string calls = string.Join('\n', values.Select(static value => $"echo pick({value})"));
        string[] expected = [.. values.Select(value => Array.IndexOf(labels, value).ToString(CultureInfo.InvariantCulture))];
        Assert.AreEqual(string.Join('\n', expected), ProgramRun.Run(
            $"func pick({type} value) returns number do switch value do\n{cases}\ndefault: return -1 done done\n"
            + $"func main(...) returns number do\n{calls}\nreturn 0 done").Output);
    }

    [TestMethod]
    public void Switch_NamedConstants_AreLabels() =>
        Assert.AreEqual("two", ProgramRun.Run(
            "const do ONE 1 TWO done\nfunc main(...) returns number do set n 2 switch n do case ONE: echo \"one\" case TWO: echo \"two\" done return 0 done")
            .Output);

    [TestMethod]
    public void Const_Enumeration_CountsOn() =>
        Assert.AreEqual("0 1 10 11 n1", ProgramRun.Run(
            "const do A B C 10 D done\nconst name \"n\" . \"1\"\n"
            + "func main(...) returns number do echo \"%A %B %C %D %name\" return 0 done").Output);

    [TestMethod]
    public void Set_GlobalInFunction_IsSeenByOthers() =>
        Assert.AreEqual("3", ProgramRun.Run(
            "set g 1\nfunc f() do set g g + 1 set local 5 done\nfunc main(...) returns number do f() f() echo g return 0 done").Output);

    [TestMethod]
    public void HereDocument_WithVariable_IsExpanded() =>
        Assert.AreEqual("n is 3\tTAB\n", ProgramRun.Body("set n 3\nset a <<EOT\nn is %n\\tTAB\nEOT\necho a").Output);
}
