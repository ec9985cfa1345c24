using Postern.Testing.Language;

namespace Postern.Differential.Tests;

/// <summary>
/// A fenced block <c>mfl</c> of a page under docs/mfl, and the block <c>output</c> behind it, if there is one. A block that declares nothing is the body
/// of <c>main</c>. <c>mfl test=HANDLER NAME=VALUE ...</c> runs a handler with macros, <c>mfl postern WORDS</c> the command line with the program's name behind
/// it; <c>mfl module=NAME</c> and <c>mfl file=NAME</c> are files that the later examples of the page find.
/// </summary>
internal sealed record DocumentationExample(string Page, int Line, string Options, string Source, string? Output)
{
    private static readonly string[] Declarations = ["prog ", "func ", "module ", "require "];

    /// <summary>The words of the command line to run.</summary>
    public string[]? CommandLine => Options.StartsWith(" postern ", StringComparison.Ordinal)
        ? Options.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
        : null;

    /// <summary>The name of the file that it is for others.</summary>
    public string? FileName => Options.Split('=') switch
    {
        [" module", var name] => name + ".mfl",
        [" file", var name] => name,
        _ => null,
    };

    public override string ToString() => $"{Page}:{Line}";

    /// <summary>The whole program.</summary>
    public string Program => Array.Exists(Declarations, word => Source.Split('\n').Any(line => line.StartsWith(word, StringComparison.Ordinal)))
        ? Source
        : $"func main(...) returns number do\n{Source}\nreturn 0 done\n";

    public ScriptRun Run(string path) => new(path)
    {
        Mode = Options.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(
            static word => word.StartsWith("test=", StringComparison.Ordinal), Output is null ? "lint" : "run"),
        Macros = [.. Options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static word => !word.StartsWith("test=", StringComparison.Ordinal))],
    };

    public static IEnumerable<DocumentationExample> All(string directory) =>
        Directory.EnumerateFiles(directory, "*.md").Order(StringComparer.Ordinal).SelectMany(Read);

    private static IEnumerable<DocumentationExample> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```mfl", StringComparison.Ordinal))
                continue;
            int start = i;
            string source = Block(lines, ref i);
            int next = i + 1;
            while (next < lines.Length && lines[next].Length == 0)
                next++;
            string? output = null;
            if (next < lines.Length && lines[next] == "```output")
            {
                i = next;
                output = Block(lines, ref i);
            }

            yield return new DocumentationExample(Path.GetFileName(path), start + 1, lines[start]["```mfl".Length..], source, output);
        }
    }

    private static string Block(string[] lines, ref int index)
    {
        int start = ++index;
        while (index < lines.Length && lines[index] != "```")
            index++;
        return string.Concat(lines[start..index].Select(static line => line + "\n"));
    }
}
