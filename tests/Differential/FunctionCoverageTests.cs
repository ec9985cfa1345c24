using System.Text.RegularExpressions;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>Every function of the library is called at least three times: by different programs, with different arguments, or, if it takes none, in different places.</summary>
[TestClass]
public sealed partial class FunctionCoverageTests
{
    private const int Least = 3;

    private static readonly string[] Groups =
    [
        "Macro access", "Character translation", "String transformation", "String manipulation", "String formatting", "Character types", "Email processing",
        "Internet addresses", "I/O", "Filtering", "System", "Passwd", "Syslog", "Native language support", "Debugging", "Informative functions",
        "Mailboxes", "Current message", "Messages", "MIME", "Databases", "Control database", "Rate limiting", "DNS",
    ];

    // It runs at the stage body alone, which neither --run nor --test plays; its tests are in the project of the plugin and in Postern.Mfl.Tests.
    private static readonly string[] Elsewhere = ["write_body"];

    [TestMethod]
    public void Functions_OfTheLibrary_HaveCases()
    {
        var calls = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(DifferentialLab.CasesDirectory, "*.mfl", SearchOption.AllDirectories))
        {
            foreach (Match call in Call().Matches(File.ReadAllText(file)))
            {
                if (!calls.TryGetValue(call.Groups["name"].Value, out HashSet<string>? known))
                    calls.Add(call.Groups["name"].Value, known = new HashSet<string>(StringComparer.Ordinal));
                string arguments = call.Groups["arguments"].Value.Trim();
                known.Add(arguments.Length > 0 ? $"{file} {arguments}" : $"{file} at {call.Index}");
            }
        }

        Assert.AreEqual(
            "", string.Join(' ', Functions().Except(Elsewhere, StringComparer.Ordinal).Where(name => !calls.TryGetValue(name, out var known) || known.Count < Least)));
    }

    private static IEnumerable<string> Functions()
    {
        string group = "";
        foreach (string line in File.ReadLines(Path.Combine(PosternExecutable.RepositoryRoot, "docs/mfl/manual-functions.txt")))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
                group = line[2..];
            else if (line.Length > 0 && line[0] != '#' && Groups.Contains(group, StringComparer.Ordinal) && !line.EndsWith(" none", StringComparison.Ordinal))
                yield return line.Split(' ')[1];
        }
    }

    [GeneratedRegex(@"\b(?<name>[A-Za-z_][A-Za-z_0-9]*)\s*\((?<arguments>[^()\n]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Call();
}
