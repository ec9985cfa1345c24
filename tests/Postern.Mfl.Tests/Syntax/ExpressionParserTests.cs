using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Syntax;

[TestClass]
public sealed class ExpressionParserTests
{
    [TestMethod]
    [DataRow("1 . 2 + 3", "(1 . (2 + 3))")]
    [DataRow("1 . 1 << 2", "(1 . (1 << 2))")]
    [DataRow("4 | 0 . 1", "((4 | 0) . 1)")]
    [DataRow("1 | 2 ^ 3 & 4", "(1 | (2 ^ (3 & 4)))")]
    [DataRow("3 & 1 << 1", "(3 & (1 << 1))")]
    [DataRow("1 + 1 & 1", "((1 + 1) & 1)")]
    [DataRow("4 & 4 = 4", "((4 & 4) = 4)")]
    [DataRow("1 < 2 = 1", "((1 < 2) = 1)")]
    [DataRow("1 = 1 < 2", "(1 = (1 < 2))")]
    [DataRow("10 - 3 - 2", "((10 - 3) - 2)")]
    [DataRow("2 * 3 % 4 / 5", "(((2 * 3) % 4) / 5)")]
    [DataRow("not 1 = 1 and 0", "((not (1 = 1)) and 0)")]
    [DataRow("1 = not 0", "(1 = (not 0))")]
    [DataRow("not not 1", "(not (not 1))")]
    [DataRow("1 or 0 and 0", "(1 or (0 and 0))")]
    [DataRow("- -5 . ~0", "((- (- 5)) . (~ 0))")]
    [DataRow("2 - -5", "(2 - (- 5))")]
    [DataRow("1 == 2", "(1 = 2)")]
    [DataRow("b . \"x\" matches \"y\" . \"z\"", "((b . \"x\") matches (\"y\" . \"z\"))")]
    [DataRow("b mx fnmatches \"y\" or b mx matches \"z\"", "((b mx fnmatches \"y\") or (b mx matches \"z\"))")]
    [DataRow("1.5 . 5.7.1", "((((1 . 5) . 5) . 7) . 1)")]
    [DataRow("number (5) . string(a)", "(number(5) . string(a))")]
    [DataRow("length(\"x\" \"y\", 2)", "length(\"xy\", 2)")]
    [DataRow("sed(b, 's/x/y/', b . \"g\")", "sed(b, \"s/x/y/\", (b . \"g\"))")]
    [DataRow("vaptr($1) . vaptr($(2)) . vaptr(a)", "((vaptr($1) . vaptr($(2))) . vaptr(a))")]
    [DataRow("$# > @a", "($# > @a)")]
    [DataRow("$f . ${client_addr} . \\2 . $10", "(((${f} . ${client_addr}) . \\2) . $10)")]
    [DataRow("sprintf(\"x\", $@(1 + 1))", "sprintf(\"x\", $@((1 + 1)))")]
    [DataRow("sprintf($@)", "sprintf($@)")]
    public void Expression_ByPrecedence_IsGrouped(string source, string expected) =>
        Assert.AreEqual(expected, ParserRun.Expression(source));

    [TestMethod]
    [DataRow("0340", 224L)]
    [DataRow("0x3ef1", 16113L)]
    [DataRow("0XfF", 255L)]
    [DataRow("0", 0L)]
    [DataRow("9223372036854775807", long.MaxValue)]
    public void Number_InEachBase_HasItsValue(string source, long expected) =>
        Assert.AreEqual(expected, ParserRun.Body($"echo {source}").Echoed<Expression.Number>().Value);

    [TestMethod]
    [DataRow("9223372036854775808")]
    [DataRow("0xffffffffffffffff")]
    [DataRow("0xffffffffffffffffffffffff")]
    public void Number_BeyondRange_IsAnError(string source) =>
        Assert.AreEqual($"F:1.39-{38 + source.Length}: numeric value out of range", ParserRun.Body($"echo {source}").Messages);

    [TestMethod]
    [DataRow(@"""a\ab\b\f\n\r\t\v\x41\0101\e\q\\\""\'\%x\$y""", "a\ab\b\f\n\r\t\vAAeq\\\"'%x$y")]
    [DataRow(@"""\x4g\08\0""", "x4g080")]
    [DataRow("\"line1\\\nline2\"", "line1line2")]
    [DataRow("'a\\nb%x $y'", "a\\nb%x $y")]
    [DataRow(@"""%x% 100% sure 50%%""", null)]
    [DataRow(@"""100% sure 50%% $ ${ ${} $(1) $@ %{1} %1 @""", "100% sure 50% $ ${ ${} $(1) $@ %{1} %1 @")]
    [DataRow("\"a\\tb\nc\"", "a\tb\nc")]
    [DataRow("\"a\" 'b' \"c\"", "abc")]
    public void Text_WithEscapes_HasItsBytes(string source, string? expected)
    {
        if (expected == null)
            StringAssert.Contains(ParserRun.Body($"echo {source}").Messages, "variable x is not defined", StringComparison.Ordinal);
        else
            Assert.AreEqual(expected, ParserRun.Body($"echo {source}").Echoed<Expression.Text>().Value);
    }

    [TestMethod]
    public void Text_WithExpansions_IsSplitIntoParts()
    {
        var run = ParserRun.Body("""number x echo "a%{x}b%x.c $f ${client_addr} \12\x33 $1 $#" """);
        Assert.AreEqual(
            """
            echo "a%{x}b%{x}.c ${f} ${client_addr} \12\x33 $1 $#"
            """,
            run.Printed.Split('\n')[3].Trim());
        Assert.HasCount(14, run.Echoed<Expression.Interpolated>().Parts);
    }

    [TestMethod]
    public void Constant_OfNumberInText_StaysAText() =>
        Assert.AreEqual(
            "\"%{A}\"", new ParserRun("const A 5 func main(...) do echo \"%A\" done").Printed.Split("echo ")[1].Split('\n')[0]);

    [TestMethod]
    public void Constant_OfStringBesideText_IsJoined() =>
        Assert.AreEqual(
            "\"x%{A}y%{A}\"",
            new ParserRun("const A \"k\" func main(...) do echo \"x\" A \"y\" A done").Printed.Split("echo ")[1].Split('\n')[0]);

    [TestMethod]
    [DataRow("<<EOT\n%n\\tT\\\nx\nEOT\n", "echo \"%{n}\\x09T\\x0ax\\x0a\"")]
    [DataRow("<<'EOT'\n%n\\tT\nEOT\n", "echo \"\\%n\\\\tT\\x0a\"")]
    [DataRow("<<\\EOT\n%n\nEOT\n", "echo \"\\%n\\x0a\"")]
    [DataRow("<<-EOT . \"tail\"\n\ta\n\t b\n\tEOT\n", "echo \"a\\x0a b\\x0a\"")]
    [DataRow("<<- EOT\n \ta\n  EOT\n", "echo \"a\\x0a\"")]
    [DataRow("\"x\" <<EOT\ny\nEOT\n", "echo \"xy\\x0a\"")]
    [DataRow("<<EOT\nEOT\n", "echo \"\"")]
    public void HereDocument_OfEachForm_IsRead(string source, string expected)
    {
        var run = ParserRun.Body($"number n echo {source}");
        Assert.AreEqual("", run.Messages);
        Assert.AreEqual(expected, run.Printed.Split('\n')[3].Trim());
    }

    [TestMethod]
    public void Shift_BesideBlank_IsNoHereDocument() => Assert.AreEqual("(1 << 5)", ParserRun.Expression("1 << 5"));

    [TestMethod]
    public void BuiltInConstants_AreReplacedByValues() =>
        Assert.AreEqual(
            "((((\"F\" . 1) . \"main\") . \"top\") . 8)",
            ParserRun.Expression("__file__ . __line__ . __function__ . __module__ . __major__"));
}
