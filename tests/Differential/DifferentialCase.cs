namespace Postern.Differential.Tests;

/// <summary>
/// One MFL program under cases/. Comment lines at its top may say how it is run:
/// <c># mode: run | lint | test[=HANDLER]</c>, <c># args: WORDS</c>, <c># macros: NAME=VALUE ...</c>.
/// </summary>
internal sealed record DifferentialCase(string Name, string Path, string Mode, string[] Arguments, string[] Macros)
{
    public static IEnumerable<DifferentialCase> All(string directory) =>
        from path in Directory.EnumerateFiles(directory, "*.mfl", SearchOption.AllDirectories)
        orderby path
        select Read(directory, path);

    /// <summary>The command line after the options that only one of the two programs takes.</summary>
    public IEnumerable<string> CommandLine => Mode switch
    {
        "run" => ["--echo", .. Macros, "--run", "--", Path, .. Arguments],
        "lint" => ["--lint", Path],
        _ => ["--echo", $"--{Mode}", .. Macros, Path],
    };

    private static DifferentialCase Read(string directory, string path)
    {
        var directives = File.ReadLines(path).TakeWhile(line => line.StartsWith('#'))
            .Select(line => line[1..].Split(": ", 2, StringSplitOptions.TrimEntries)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new DifferentialCase(
            System.IO.Path.GetRelativePath(directory, path),
            path,
            directives["mode"].FirstOrDefault("run"),
            [.. directives["args"].SelectMany(Words)],
            [.. directives["macros"].SelectMany(Words)]);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
