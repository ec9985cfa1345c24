namespace Postern.Testing.Language;

/// <summary>What a program left behind. Output and errors are byte strings.</summary>
public sealed record ScriptOutcome(int ExitCode, string Output, string Errors)
{
    /// <summary>Everything that the two implementations must agree in.</summary>
    public string Describe(string path) =>
        $"exit code {ExitCode}\n{Output}{string.Join('\n', DiagnosedLine.Read(Errors, path))}";
}
