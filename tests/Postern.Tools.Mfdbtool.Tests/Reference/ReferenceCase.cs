using System.Reflection;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>
/// A case: lines <c>% name: value</c>. <c>run</c> (several) is a command line, in which double quotes keep blanks together; <c>config</c> (several) a statement of
/// the configuration; <c>kinds</c> the kinds of files, both unless it is said; <c>difference</c> why we do otherwise than the reference: then what we do is in
/// <c>NAME.ours</c>.
/// </summary>
internal sealed record ReferenceCase(
    string Name, IReadOnlyList<string> Runs, IReadOnlyList<string> Configuration, IReadOnlyList<string> Kinds, string Difference)
{
    private static readonly string[] BothKinds = ["bdb", "gdbm"];

    public static string Folder { get; } = Path.Combine(
        typeof(ReferenceCase).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "ProjectDirectory").Value!,
        "Reference/cases");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.case").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public string OursFile => Path.Combine(Folder, Name + ".ours");

    public static ReferenceCase Read(string name)
    {
        var fields = File.ReadLines(Path.Combine(Folder, name + ".case"))
            .Where(static line => line.StartsWith("% ", StringComparison.Ordinal))
            .Select(static line => line[2..].Split(": ", 2))
            .ToLookup(static field => field[0], static field => field[1], StringComparer.Ordinal);
        return new ReferenceCase(
            name,
            [.. fields["run"]],
            [.. fields["config"]],
            fields["kinds"].FirstOrDefault()?.Split(' ') ?? BothKinds,
            fields["difference"].FirstOrDefault() ?? "");
    }

    /// <summary>The words of a command line.</summary>
    public static string[] Words(string run)
    {
        var words = new List<string>();
        string[] parts = run.Split('"');
        bool joins = false;
        for (int i = 0; i < parts.Length; i++)
        {
            string[] pieces = i % 2 == 1 ? [parts[i]] : parts[i].Split(' ');
            for (int j = 0; j < pieces.Length; j++)
            {
                if (joins && j == 0)
                    words[^1] += pieces[j];
                else if (pieces[j].Length > 0 || i % 2 == 1 || (j == pieces.Length - 1 && i < parts.Length - 1))
                    words.Add(pieces[j]);
                joins = i < parts.Length - 1;
            }
        }

        return [.. words.Where(static word => word.Length > 0)];
    }
}
