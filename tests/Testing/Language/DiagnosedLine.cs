using System.Text.RegularExpressions;

namespace Postern.Testing.Language;

/// <summary>
/// What a diagnostic says of a line: its number and severity; for a run-time error its text as well. Further diagnostics of the same severity on the
/// same line are one with the first, because the two parsers recover differently.
/// </summary>
public static partial class DiagnosedLine
{
    public static IReadOnlyList<string> Read(string errors, string path)
    {
        var result = new List<string>();
        foreach (var line in errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = line.Replace(path, "F", StringComparison.Ordinal);
            var said =
                RunTime().Match(text) is { Success: true } fault ? $"{fault.Groups[1].Value}: {Address().Replace(fault.Groups[2].Value, "")}"
                : CompileTime().Match(text) is { Success: true } place
                    ? place.Groups[1].Value + (place.Groups[2].Success ? ": warning" : ": error")
                : LinkTime().Match(text) is { Success: true } link ? link.Groups[1].Value
                : null;
            if (said is not null && !result.Contains(said, StringComparer.Ordinal))
                result.Add(said);
        }

        return result;
    }

    [GeneratedRegex(@"RUNTIME ERROR near F:(\d+)(?:\.\d+(?:-[\d.]+)?)?: (.*)$")]
    private static partial Regex RunTime();

    [GeneratedRegex(@"^\S+: F:(\d+)(?:\.\d+(?:-[\d.]+)?)?: (?!(?:warning: )?this is the location|<command line>)(warning: )?")]
    private static partial Regex CompileTime();

    [GeneratedRegex("^[^: ]+: (error: function .*)$")]
    private static partial Regex LinkTime();

    [GeneratedRegex(" at [0-9a-f]{8}")]
    private static partial Regex Address();
}
