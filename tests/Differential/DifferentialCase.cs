using Postern.Testing.Language;

namespace Postern.Differential.Tests;

/// <summary>
/// One MFL program under cases/; what lies in a folder named <c>include</c> or <c>modules</c> is not a case but read by others, and what
/// lies in <c>newer</c> is for functions that mailfromd 8.15 has not, what lies in <c>sending</c> needs somebody to send to, and what lies in <c>dns</c> a name server. Comment lines at a
/// case's top may say how it is run: <c># mode: run | lint | test[=HANDLER]</c>, <c># args: WORDS</c>, <c># macros: NAME=VALUE ...</c>,
/// <c># variables: NAME=VALUE ...</c> (<c>-v</c>), <c># process: own</c> (it changes what its process shares, such as debug levels).
/// </summary>
internal static class DifferentialCase
{
    private static readonly string[] Companions = ["include", "modules", "newer", "milter", "sending", "dns"];

    /// <summary>The names of all cases, relative paths.</summary>
    public static IEnumerable<string> Names(string directory) =>
        from path in Directory.EnumerateFiles(directory, "*.mfl", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(directory, path)
        where !name.Split('/').SkipLast(1).Any(static folder => Companions.Contains(folder, StringComparer.Ordinal))
        orderby name
        select name;

    /// <summary>Reads how a case is run.</summary>
    public static ScriptRun Read(string directory, string name)
    {
        string path = Path.Combine(directory, name);
        string folder = Path.GetDirectoryName(path)!;
        var directives = File.ReadLines(path).TakeWhile(static line => line.StartsWith('#'))
            .Select(static line => line[1..].Split(": ", 2, StringSplitOptions.TrimEntries)).Where(static parts => parts.Length == 2)
            .ToLookup(static parts => parts[0], static parts => parts[1], StringComparer.Ordinal);
        return new ScriptRun(path)
        {
            Mode = directives["mode"].FirstOrDefault("run"),
            NeedsProcess = directives["process"].Any(),
            Arguments = [.. directives["args"].SelectMany(Words)],
            Macros = [.. directives["macros"].SelectMany(Words)],
            Variables = [.. directives["variables"].SelectMany(Words)],
            IncludePath = Existing(Path.Combine(folder, "include")),
            ModulePath = Existing(Path.Combine(folder, "modules")),
        };
    }

    private static string[] Existing(string folder) => Directory.Exists(folder) ? [folder] : [];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
