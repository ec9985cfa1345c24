using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Syntax;

/// <summary>One run of the parser over a source named F, with a few built-in functions and files in memory.</summary>
internal sealed class ParserRun
{
    private static readonly HashSet<string> BuiltIns = ["length", "substr", "qr", "sprintf", "header_add", "getopt"];

    public ParserRun(string source, Dictionary<string, string>? files = null)
    {
        var diagnostics = new DiagnosticBag();
        var place = new SourcePlace("", 0, 0, 0, 0);
        Program = MflParser.Parse(
            new SourceText("F", source),
            new ParserOptions
            {
                IsBuiltInFunction = BuiltIns.Contains,
                BuiltInFunctionNames = BuiltIns,
                BuiltInConstants = new Dictionary<string, object> { ["__major__"] = 8L, ["__version__"] = "8.15" },
                PredefinedVariables =
                [
                    new VariableSymbol("ehlo_domain", VariableScope.Predefined, MflType.String, place),
                    new VariableSymbol("mailfrom_address", VariableScope.Predefined, MflType.String, place),
                ],
                IncludePath = ["/inc"],
                ModulePath = ["/mod"],
                WorkingDirectory = "/cwd",
                Reader = new MemorySourceReader(files ?? []),
            },
            diagnostics);
        Diagnostics = diagnostics;
    }

    public ProgramSyntax Program { get; }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>The messages, a line each.</summary>
    public string Messages => string.Join("\n", Diagnostics.Items);

    public string Printed => SyntaxPrinter.Print(Program.Main);

    /// <summary>Parses statements as the body of a variadic function.</summary>
    public static ParserRun Body(string statements) => new($"func main(...) returns number do {statements}\nreturn 0 done\n");

    /// <summary>Parses an expression and prints it with all its parentheses.</summary>
    public static string Expression(string expression)
    {
        var run = Body($"number a string b echo {expression}");
        Assert.AreEqual("", run.Messages);
        var function = (Declaration.Function)run.Program.Main.Declarations[0];
        var echo = (Statement.Echo)function.Body.Statements[2];
        var line = run.Printed.Split("echo ")[1].Split("\n    return")[0].Split("\n  return")[0];
        Assert.IsNotNull(echo.Value);
        return line;
    }

    /// <summary>The expression of an <c>echo</c> that is the body's first statement.</summary>
    public T Echoed<T>() where T : Expression
    {
        Assert.AreEqual("", Messages);
        var function = Program.Main.Declarations.OfType<Declaration.Function>().Last();
        return (T)function.Body.Statements.OfType<Statement.Echo>().First().Value;
    }
}
