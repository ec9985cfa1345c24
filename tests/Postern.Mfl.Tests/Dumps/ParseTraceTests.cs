using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Dumps;

[TestClass]
public sealed class ParseTraceTests
{
    [TestMethod]
    public void LexTrace_Tokens_AreToldWithPlaces() =>
        Assert.AreEqual(
            """
            F:1.1-6: data type "number"
            F:1.8: identifier "n"
            F:1.10: number 3
            F:2.1: $end

            """,
            Lex("number n 3\n"));

    [TestMethod]
    public void GrammarTrace_Constructs_AreNested() =>
        Assert.AreEqual(
            """
            F:1.1: declaration
              F:1.1-4: takes prog
              F:1.6-9: takes identifier "helo"
              F:1.11-12: takes do
              F:1.14: statement
                F:1.14-17: takes echo
                F:1.19: expression
                  F:1.19: takes number 1
                F:1.19: expression: number
              F:1.14-19: statement: echo
              F:1.21-24: takes done
            F:1.1-24: declaration: handler

            """,
            Grammar("prog helo do echo 1 done\n"));

    [TestMethod]
    public void GrammarTrace_Error_SaysWhereItGoesOn()
    {
        string trace = Grammar("prog helo do set done\nnumber n 1\n");

        StringAssert.Contains(trace, "error: syntax error", StringComparison.Ordinal);
        StringAssert.Contains(trace, "F:2.8: declaration: globalvariable", StringComparison.Ordinal);
    }

    private static string Lex(string source)
    {
        using var output = new StringWriter { NewLine = "\n" };
        MflCompiler.Compile(new MflCompileRequest { Source = new SourceText("F", source), LexTrace = output });
        return output.ToString();
    }

    private static string Grammar(string source)
    {
        using var output = new StringWriter { NewLine = "\n" };
        MflCompiler.Compile(new MflCompileRequest { Source = new SourceText("F", source), GrammarTrace = output });
        return output.ToString();
    }
}
