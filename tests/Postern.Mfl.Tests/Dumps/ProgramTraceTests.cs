using Microsoft.Extensions.Logging;
using Postern.Mfl.Syntax;
using Postern.Mfl.Tests.Runtime;
using Postern.Testing.Milter;

namespace Postern.Mfl.Tests.Dumps;

[TestClass]
public sealed class ProgramTraceTests
{
    private const string Nested = """
        func inner(string s) returns number
        do
          return number(s)
        done
        func outer(string s) returns number
        do
          try do
            return inner(s)
          done catch 100 do
            return 1
          done
        done
        func main(...) returns number
        do
          return outer("zz")
        done
        """;

    [TestMethod]
    public void TraceProgram_Instructions_AreToldWithPlacesAndStoredValues() =>
        Assert.AreEqual(
            """
                1: F:3: PushNumber 3
                2: F:3: StoreLocal 0 n = 3
                4: F:4: PushText "a"
                5: F:4: StoreLocal 1 s = "a"
                7: F:5: PushNumber 0
                8: F:5: Return

            """,
            Trace("func main(...) returns number\ndo\nnumber n 3\nstring s \"a\"\nreturn 0\ndone\n", new MflTracing { Program = true }).Trace);

    [TestMethod]
    [DataRow("top", true)]
    [DataRow("F", true)]
    [DataRow("tests", false)]
    public void TraceProgram_ModuleList_LimitsIt(string module, bool isTraced)
    {
        (string trace, _, IReadOnlyList<string> diagnostics) =
            Trace("func main(...) returns number do return 0 done\n", new MflTracing { Program = true, Modules = [module] });

        Assert.AreEqual(isTraced, trace.Length > 0);
        Assert.IsEmpty(diagnostics);
    }

    [TestMethod]
    public void TraceProgram_UnknownModule_IsAWarning()
    {
        (string trace, _, IReadOnlyList<string> diagnostics) =
            Trace("func main(...) returns number do return 0 done\n", new MflTracing { Program = true, Modules = ["nothing"] });

        Assert.AreEqual("", trace);
        Assert.AreEqual("warning: --trace-program: no such module or plugin: nothing", diagnostics.Single());
    }

    [TestMethod]
    public void TraceProgram_ComparisonsAndDivisions_ComputeTheSame()
    {
        const string Source = "func main(...) returns number do\nnumber n 7\nloop while n > 1 do set n n / 2 done\nif n = 1 return n + 10 fi\nreturn 99\ndone\n";

        (string trace, int code, _) = Trace(Source, new MflTracing { Program = true, Calls = true });

        Assert.AreEqual(11, code);
        StringAssert.Contains(trace, "StoreLocal 0 n = 3", StringComparison.Ordinal);
    }

    [TestMethod]
    public void StackTrace_RuntimeError_NamesPlacesAndFunctions()
    {
        CollectionAssert.AreEqual(
            new[] { "stack trace:", "F:3: inner", "F:8: outer", "F:15: main", "stack trace finishes" },
            Log(Nested, new MflTracing { Calls = true })[1..]);
    }

    [TestMethod]
    public void StackTrace_ThrowOfTheProgram_NamesWhereItBegan()
    {
        const string Source = "dclex e_deep func deep(number n) returns number\ndo\nif n = 0\nthrow e_deep \"x\"\nfi\nreturn deep(n - 1)\ndone\nfunc main(...) returns number\ndo\nreturn deep(1)\ndone\n";

        CollectionAssert.AreEqual(
            new[] { "stack trace:", "F:4: deep", "F:6: deep", "F:10: main", "stack trace finishes" },
            Log(Source, new MflTracing { Calls = true })[1..]);
    }

    [TestMethod]
    public void StackTrace_ExceptionCaughtBefore_DoesNotShow()
    {
        const string Source = """
            func bad(string s) returns number
            do
              return number(s)
            done
            func main(...) returns number
            do
              try do
                return bad("x")
              done catch * do
                pass
              done
              string y "y" return number(y)
            done
            """;

        CollectionAssert.AreEqual(
            new[] { "stack trace:", "F:12: main", "stack trace finishes" }, Log(Source, new MflTracing { Calls = true })[1..]);
    }

    [TestMethod]
    public void StackTrace_NotAskedFor_IsNotLogged() => Assert.HasCount(1, Log(Nested, MflTracing.None));

    private static string[] Log(string source, MflTracing tracing)
    {
        using var log = new LogCollector();
        Compile(source, tracing).Program!.Run(new MflRuntimeOptions { Loggers = log }, new MflRunRequest());
        return [.. log.Lines(LogLevel.Error)];
    }

    private static (string Trace, int Code, IReadOnlyList<string> Diagnostics) Trace(string source, MflTracing tracing)
    {
        MflCompileResult result = Compile(source, tracing);
        using var trace = new StringWriter { NewLine = "\n" };
        int code = result.Program!.Run(new MflRuntimeOptions { Trace = trace }, new MflRunRequest());
        return (trace.ToString(), code, [.. result.Diagnostics.Select(static diagnostic => diagnostic.ToString())]);
    }

    private static MflCompileResult Compile(string source, MflTracing tracing) => MflCompiler.Compile(new MflCompileRequest
    {
        Source = new SourceText("F", source),
        Functions = ProgramRun.Functions,
        Tracing = tracing,
        EntryFunction = "main",
    });
}
