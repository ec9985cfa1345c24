using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class StringTransformTests
{
    [TestMethod]
    [DataRow("abcabc", "s/b/X/", "aXcabc")]
    [DataRow("abcabc", "s/b/X/g", "aXcaXc")]
    [DataRow("abcabc", "s/b/X/2", "abcaXc")]
    [DataRow("bbbb", "s/b/X/2g", "bXXX")]
    [DataRow("aBc", "s/b/x/i;s/c/y/", "axy")]
    [DataRow("abc", "s/b/[&]\\&/", "a[b]&c")]
    [DataRow("abc", "sXbXyX", "ayc")]
    [DataRow("a/b", "s/\\//-/", "a-b")]
    [DataRow("abc", "s/(b)/[\\1]/x", "a[b]c")]
    [DataRow("abc", "s/b/[\\0]/", "a[b]c")]
    [DataRow("abc", "s/b/\\n\\t\\x41\\q/", "a\n\tAqc")]
    [DataRow("hello world", "s/\\(hello\\) \\(world\\)/\\U\\1\\E \\u\\2 \\lABC \\Lxx YY/", "HELLO World aBC xx yy")]
    [DataRow("John Doe", "s/\\(.*\\) \\(.*\\)/\\2, \\U\\1/", "Doe, JOHN")]
    [DataRow("aaa", "s/^a/x/g", "xaa")]
    [DataRow("baaac", "s/a*/x/g", "xbxcx")]
    [DataRow("abc", "s/b/1/;", "a1c")]
    [DataRow("abc", "s/x/y/", "abc")]
    [DataRow("ac", "s/\\(b\\)*c/[\\1]/", "a[]")]
    [DataRow("", "s/^$/empty/", "empty")]
    public void Apply_Expression_TransformsSubject(string subject, string expression, string expected) =>
        Assert.AreEqual(expected, StringTransform.Compile(expression, PosixRegexOptions.None).Apply(subject));

    [TestMethod]
    [DataRow("s/b/x", "missing trailing delimiter, in \"s/b/x\" pos. 5")]
    [DataRow("s/b", "missing replacement expression, in \"s/b\" pos. 3")]
    [DataRow("x/b/c/", "invalid transform expression, in \"x/b/c/\" pos. 0")]
    [DataRow("s/b/c/q", "unknown flag, in \"s/b/c/q\" pos. 6")]
    [DataRow("s/b/c/I", "unknown flag, in \"s/b/c/I\" pos. 6")]
    [DataRow("s/b/c/ ;s/c/d/", "unknown flag, in \"s/b/c/ ;s/c/d/\" pos. 6")]
    [DataRow("s/\\(/c/", "invalid transform expression, in \"Unmatched ( or \\(\" pos. 0")]
    [DataRow("s/b/\\2/", "back reference out of range, in \"\\2\" pos. 2")]
    [DataRow("s/b/\\101/", "back reference out of range, in \"\\101\" pos. 4")]
    [DataRow("", "invalid transform expression, in \"\" pos. 0")]
    [DataRow("s", "invalid transform expression, in \"s\" pos. 0")]
    [DataRow("s/b/c/;x", "invalid transform expression, in \"s/b/c/;x\" pos. 7")]
    public void Compile_WrongExpression_SaysWhere(string expression, string expected)
    {
        TransformException problem = Assert.ThrowsExactly<TransformException>(
            () => StringTransform.Compile(expression, PosixRegexOptions.None));
        Assert.AreEqual(expected, problem.Message);
    }

    [TestMethod]
    [DataRow("sed(\"a.b.c\", 's/\\./-/2') . \" \" . sed(\"hello\", 's/\\(.\\)\\(.*\\)/\\u\\1\\2!/')", "a.b-c Hello!")]
    [DataRow("sed(s, 's/b/x/', 's/x/y/')", "ayc")]
    [DataRow("sed(s, rule)", "a-c")]
    public void Sed_InProgram_TransformsString(string expression, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Body($"set s \"abc\" set rule \"s/b/-/\" echo {expression}").Output);

    [TestMethod]
    public void Sed_WrongLiteral_IsDiagnosed() =>
        Assert.AreEqual(
            "F:1.30-38: invalid transform string: unknown flag, in \"s/b/c/q\" pos. 6",
            ProgramRun.Compile("prog helo do echo sed(\"abc\", \"s/b/c/q\") done").Diagnostics.Single());

    [TestMethod]
    public void Sed_WrongAtRunTime_EndsProgram() =>
        Assert.AreEqual(
            "RUNTIME ERROR near F:2: invalid transform string \"s/b/c/q\": unknown flag, in \"s/b/c/q\" pos. 6",
            ProgramRun.Body("set e \"s/b/c/q\" try do echo sed(\"abc\", e) done catch * do echo \"no\" done").Log.Single());
}
