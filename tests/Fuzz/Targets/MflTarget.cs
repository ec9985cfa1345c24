using System.Text;
using Microsoft.Extensions.Logging;
using Postern.Mfl;
using Postern.Mfl.Syntax;
using Postern.Testing.Milter;

namespace Postern.Fuzz.Targets;

/// <summary>A program: whatever it is, it compiles or is refused with a place, and what compiles runs.</summary>
internal sealed class MflTarget : IFuzzTarget
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(1);

    private static readonly string[] Handlers = ["connect", "helo", "envfrom", "envrcpt", "data", "header", "eoh", "body", "eom"];

    public string Name => "mfl";

    public IReadOnlyList<byte[]> Seeds { get; } = FuzzCorpus.FilesOf("tests/Differential/cases", "*.mfl");

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        " prog envfrom do ", " func f(number a; string b, ...) returns number do ", " done ", " if ", " elif ", " else ", " fi ", " loop ", " for ",
        " while ", " break ", " next ", " set x ", " return 0 ", " try do ", " catch * do ", " throw ", " switch ", " case 1: ", " default: ", "(", ")",
        "\"", "'", "%{", "%x", "$1", "$(", "$#", "$@", "\\1", "\\", "#pragma regex +extended\n", "#line 3 \"x\"\n", "<<EOT\n", "EOT\n", " matches ",
        " fnmatches ", " . ", " + ", " - ", " / ", " % ", " << ", " and ", " not ", " 0x", "9223372036854775807", " const ", " require ", " module ",
        " static ", " string s ", " number n ", " add ", " reject 550 5.1.0 ", " accept ", "sed(", "/*", "*/", "\0", "\n", "((((((((", " not not not ",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 3_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        var result = MflCompiler.Compile(new MflCompileRequest { Source = SourceText.FromBytes("input.mfl", input) });
        if (result.Program is null)
            return ValueTask.FromResult(result.Diagnostics.Count == 0 ? "no program, and no diagnostic says why" : null);
        return ValueTask.FromResult(MayRun(input) ? RunProgram(result.Program) : null);
    }

    /// <summary>A loop may double a string until memory ends, which no time limit is short enough for.</summary>
    private static bool MayRun(byte[] input) => input.AsSpan().IndexOf("loop"u8) < 0;

    /// <summary>Runs what can be run; only the host's own mistakes are logged at the highest level.</summary>
    private static string? RunProgram(MflProgram program)
    {
        using var log = new LogCollector();
        var options = new MflRuntimeOptions { Loggers = log, Echo = TextWriter.Null };
        using var limit = new CancellationTokenSource(RunLimit);
        program.Run(options, new MflRunRequest { CancellationToken = limit.Token });
        foreach (var handler in Handlers)
            program.Test(options, new MflTestRequest { Handler = handler, Arguments = ["a", "2", "3", "d"], CancellationToken = limit.Token });
        return log.Lines(LogLevel.Critical).FirstOrDefault();
    }
}
