using Microsoft.Extensions.Logging;
using Postern.Mfl.Syntax;
using Postern.Testing.Milter;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>Compiles a program and runs it as <c>--run</c> or <c>--test</c> do.</summary>
internal sealed class ProgramRun
{
    public const string FileName = "F";

    private ProgramRun(int exitCode, string output, IReadOnlyList<string> log)
    {
        ExitCode = exitCode;
        Output = output;
        Log = log;
    }

    public int ExitCode { get; }

    /// <summary>What was echoed and printed, lines separated by LF, without the last one.</summary>
    public string Output { get; }

    public IReadOnlyList<string> Log { get; }

    public static FunctionCatalog Functions { get; } = MakeFunctions();

    /// <summary>Compiles; the diagnostics are the lines that a user sees.</summary>
    public static (MflProgram? Program, IReadOnlyList<string> Diagnostics) Compile(string source, string? entry = null)
    {
        MflCompileResult result = MflCompiler.Compile(new MflCompileRequest
        {
            Source = new SourceText(FileName, source),
            Functions = Functions,
            EntryFunction = entry,
        });
        return (result.Program, [.. result.Diagnostics.Select(static diagnostic => diagnostic.ToString())]);
    }

    /// <summary>Compiles a program that must have no errors.</summary>
    public static MflProgram Program(string source)
    {
        (MflProgram? program, IReadOnlyList<string> diagnostics) = Compile(source);
        Assert.IsNotNull(program, string.Join('\n', diagnostics));
        return program;
    }

    /// <summary>Runs statements as the body of <c>main</c>.</summary>
    public static ProgramRun Body(string statements) => Run($"func main(...) returns number do\n{statements}\nreturn 0 done\n");

    public static ProgramRun Run(string source, params string[] arguments) => Run(source, CancellationToken.None, arguments);

    public static ProgramRun Run(string source, CancellationToken cancellationToken, params string[] arguments) => Start(
        source,
        (program, options, output) => program.Run(
            options, new MflRunRequest { Arguments = arguments, Output = output, CancellationToken = cancellationToken }));

    public static ProgramRun Test(string source, string handler = "envfrom", params string[] arguments) => Start(
        source,
        (program, options, output) => program.Test(
            options,
            new MflTestRequest
            {
                Handler = handler,
                Arguments = arguments,
                Output = output,
                Macros = new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = "user@example.org", ["client_addr"] = "192.0.2.1" },
            }));

    private static ProgramRun Start(string source, Func<MflProgram, MflRuntimeOptions, TextWriter, int> start)
    {
        MflProgram program = Program(source);
        var output = new StringWriter { NewLine = "\n" };
        using var log = new LogCollector();
        int code = start(program, new MflRuntimeOptions { Echo = output, Loggers = log }, output);
        string text = output.ToString();
        return new ProgramRun(code, text.EndsWith('\n') ? text[..^1] : text, log.Lines(LogLevel.Information));
    }

    private static FunctionCatalog MakeFunctions()
    {
        var builder = new FunctionCatalogBuilder();
        Assert.IsTrue(builder.TryAdd(new TestFunctions(), "tests", out IReadOnlyList<string> problems), string.Join('\n', problems));
        return builder.Build();
    }
}
