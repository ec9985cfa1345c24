using System.Text;
using Postern.Fuzz.Programs;
using Postern.Testing.Language;
using Postern.Testing.Servers;

namespace Postern.Fuzz.Targets;

/// <summary>
/// Generated programs: each compiles or is refused here as by the reference, and what runs prints the same. One in four is spoilt; that is only
/// compiled, because nothing promises that it ends.
/// </summary>
internal sealed class ProgramTarget : IFuzzTarget
{
    private const string SpoiltMark = "# spoilt\n";
    private const int ConfigurationError = 78;

    private const int Aborted = 134;
    private const int DividedWrongly = 136;
    private const int Crashed = 139;

    private readonly Lazy<(TemporaryFolder Folder, ReferenceLanguage Reference, HostLanguage Host)> _lab = new(MakeLab);

    public string Name => "programs";

    public IReadOnlyList<byte[]> Seeds => [];

    public IReadOnlyList<byte[]> Dictionary => [];

    public int SampleSize => 300;

    public int FullSize => 20_000;

    public byte[] Generate(Random random)
    {
        string program = ProgramGenerator.Generate(random);
        return Encoding.Latin1.GetBytes(random.Next(4) == 0 ? SpoiltMark + ProgramMutation.Change(program, random) : program);
    }

    public async ValueTask<string?> CheckAsync(byte[] input)
    {
        string source = Encoding.Latin1.GetString(input);
        bool isSpoilt = source.StartsWith(SpoiltMark, StringComparison.Ordinal);
        var run = new ScriptRun(_lab.Value.Folder.Write("program.mfl", source)) { Mode = isSpoilt ? "lint" : "run" };
        var expected = await _lab.Value.Reference.RunAsync(run);
        if (expected.ExitCode is Aborted or DividedWrongly or Crashed)
            return null;
        var actual = _lab.Value.Host.Run(run);
        string wanted = Describe(expected, run.Path), got = Describe(actual, run.Path);
        return wanted == got ? null : $"\n{source}\n--- reference:\n{wanted}\n{expected.Errors}\n--- here:\n{got}\n{actual.Errors}";
    }

    /// <summary>What must be alike. A program that is refused is; the exit code after an uncaught exception is whatever was in a register, and
    /// its line that of the last statement begun, which may stand in a function that has returned.</summary>
    private static string Describe(ScriptOutcome outcome, string path)
    {
        bool isRefused = outcome.ExitCode == ConfigurationError && outcome.Output.Length == 0
            && outcome.Errors.Contains(path, StringComparison.Ordinal) && !outcome.Errors.Contains("RUNTIME ERROR", StringComparison.Ordinal);
        if (isRefused)
            return "refused";
        string[] faults =
        [
            .. DiagnosedLine.Read(outcome.Errors, path).Where(static line => !line.EndsWith(": warning", StringComparison.Ordinal))
                .Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]),
        ];
        return $"exit code {(faults.Length > 0 ? "of a fault" : outcome.ExitCode)}\n{outcome.Output}{string.Join('\n', faults)}";
    }

    private static (TemporaryFolder Folder, ReferenceLanguage Reference, HostLanguage Host) MakeLab()
    {
        var folder = new TemporaryFolder("postern-programs");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return (folder, new ReferenceLanguage(folder.MakeFolder("state")) { UsesPreprocessor = false }, HostLanguage.WithoutPlugins());
    }
}
