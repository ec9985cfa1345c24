using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Binding;

[TestClass]
public sealed class BinderDiagnosticsTests
{
    [TestMethod]
    [DataRow("echo 5 < \"abc\"", "F:2.10-14: cannot convert literal to number")]
    [DataRow("echo \"a\" + 1", "F:2.6-8: cannot convert literal to number")]
    [DataRow("echo 7 % 0", "F:2.6-10: division by zero")]
    [DataRow("set x 1 echo x / 0", "F:2.14-18: division by zero")]
    [DataRow("echo \"a\" matches 'a['", "F:2.18-21: cannot compile regex: Invalid regular expression")]
    [DataRow("number x v()", "F:2.10: unspecified value not ignored as it should be")]
    [DataRow("echo f()", "F:2.6: too few arguments in call to `f'")]
    [DataRow("echo f(1, 2)", "F:2.6: too many arguments in call to `f'")]
    [DataRow("echo t_upper()", "F:2.6-12: too few arguments in call to `t_upper'")]
    [DataRow("number a echo a echo a set a 1 number b set b 1 echo b if 0 set c 1 fi echo c", "F:2.15: warning: use of uninitialized variable 'a'")]
    [DataRow("string s echo \"x%s\"", "F:2.17-18: warning: use of uninitialized variable 's'")]
    [DataRow("f(1)", "F:2.1: warning: return from f is ignored")]
    [DataRow("reject 450", "F:2.1-6: reject code should be 5xx")]
    [DataRow("tempfail 450 5.1.0", "F:2.1-8: tempfail extended code should be 4.x.x")]
    [DataRow("reject 700", "F:2.8-10: invalid SMTP reply code")]
    [DataRow("throw 5 \"x\"", "F:2.7: invalid exception number: 5")]
    [DataRow("return", "F:2.1-6: `return' with no value, in function returning non-void")]
    public void Compile_Statement_IsDiagnosed(string statement, string expected)
    {
        string source = "func f(number n) returns number do return n done func v() do pass done func main(...) returns number do\n"
            + statement + "\nreturn 0 done";
        Assert.AreEqual(expected, ProgramRun.Compile(source).Diagnostics.Single());
    }

    [TestMethod]
    [DataRow("prog helo do echo $2 done", "F:1.19-20: argument number too high")]
    [DataRow("prog eom do echo $1 done", "F:1.18-19: argument number too high")]
    [DataRow("prog helo do t_quarantine(\"x\") done", "F:1.14-25: built-in function `t_quarantine' cannot be used in prog `helo'")]
    [DataRow("const y t_upper(\"abc\")", "F:1.9-15: initializer element is not constant")]
    [DataRow("const do A \"x\" B done", "F:1.16: initializer element is not numeric")]
    [DataRow("func f() do return 5 done", "F:1.13-18: `return' with a value, in function returning void")]
    public void Compile_Declaration_IsDiagnosed(string source, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Compile(source).Diagnostics.Single());

    [TestMethod]
    [DataRow("func f() do pass done", "error: function main is not defined")]
    [DataRow("func main() returns number do return 0 done", "error: function main must take variable number of arguments")]
    [DataRow("func main(...) do pass done", "error: function main must return number")]
    public void Compile_EntryFunctionIsWrong_IsDiagnosed(string source, string expected) =>
        Assert.AreEqual(expected, ProgramRun.Compile(source, "main").Diagnostics.Single());

    [TestMethod]
    public void Compile_SeveralErrors_ReportsAll() =>
        CollectionAssert.AreEqual(
            new[] { "F:1.18-22: division by zero", "F:1.33-35: cannot convert literal to number" },
            ProgramRun.Compile("prog eom do echo 1 / 0 echo 1 + \"a\" done").Diagnostics.ToArray());

    [TestMethod]
    public void Compile_DeeplyNestedExpression_IsDiagnosed()
    {
        string source = $"prog eom do echo {new string('(', 100_000)}1{new string(')', 100_000)} done";
        Assert.IsNull(ProgramRun.Compile(source).Program);
    }

    [TestMethod]
    public void Compile_LongChainOfOperators_EndsInResultOrDiagnostic()
    {
        string source = $"prog helo do echo {string.Join(" . ", Enumerable.Repeat("$1", 50_000))} done";
        (MflProgram? program, IReadOnlyList<string> diagnostics) = ProgramRun.Compile(source);
        Assert.IsTrue(program is not null || diagnostics.Count > 0);
    }
}
