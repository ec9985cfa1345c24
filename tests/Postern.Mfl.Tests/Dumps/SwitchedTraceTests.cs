using Postern.Mfl.Syntax;
using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Dumps;

/// <summary>What programs that look at themselves are compiled to keep.</summary>
[TestClass]
public sealed class SwitchedTraceTests
{
    [TestMethod]
    public void Calls_FunctionThatReadsThem_SeesThoseUnderWay() =>
        Assert.AreEqual(
            "F:1: deep, F:1: deep, F:3: main\n",
            Run("func deep(number n) returns string do if n = 0 return t_calls() fi return deep(n - 1) done\nfunc main(...) returns number do\necho deep(1)\nreturn 0 done\n").Echo);

    [TestMethod]
    public void Trace_SwitchedOnAndOff_TellsWhatLiesBetween()
    {
        (string echo, string trace) = Run(
            "func main(...) returns number do\nnumber a 1\necho t_trace(\"top\", 1)\nset a 2\necho t_trace(\"F\", 0)\nset a 3\nreturn 0 done\n");

        Assert.AreEqual("1\n1\n", echo);
        StringAssert.Contains(trace, "F:4: StoreLocal 0 a = 2", StringComparison.Ordinal);
        Assert.DoesNotContain("F:2:", trace);
        Assert.DoesNotContain("F:6:", trace);
    }

    [TestMethod]
    public void Trace_UnknownModule_IsToldAndTracesNothing() =>
        Assert.AreEqual(("0\n", ""), Run("func main(...) returns number do echo t_trace(\"nothing\", 1) return 0 done\n"));

    [TestMethod]
    public void Trace_AllOfItOnTheCommandLine_OneModuleCanBeSwitchedOff() =>
        Assert.DoesNotContain(
            "F:3:", Run("func main(...) returns number do\nt_trace(\"F\", 0)\nreturn 0 done\n", new MflTracing { Program = true }).Trace);

    private static (string Echo, string Trace) Run(string source, MflTracing? tracing = null)
    {
        MflCompileResult result = MflCompiler.Compile(new MflCompileRequest
        {
            Source = new SourceText("F", source),
            Functions = ProgramRun.Functions,
            Tracing = tracing ?? MflTracing.None,
            EntryFunction = "main",
        });
        using var echo = new StringWriter { NewLine = "\n" };
        using var trace = new StringWriter { NewLine = "\n" };
        result.Program!.Run(new MflRuntimeOptions { Echo = echo, Trace = trace }, new MflRunRequest());
        return (echo.ToString(), trace.ToString());
    }
}
