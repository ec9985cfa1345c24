using System.Runtime.InteropServices;
using System.Text;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>Generated patterns and names against the C library's fnmatch(3), with fixed seeds.</summary>
[TestClass]
public sealed class GlobPatternDifferentialTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "c", "-", "]", ".", "/", "*", "?", "[", "[!", "[^", "]", "\\", "[ab]", "[a-c]", "[!b]", "[]a]", "[a-]", "[[:alpha:]]", "[![:digit:]]",
        "[\\]]", "[a\\-c]", "[[:foo:]]", "[c-a]", "[/]", "[[=a=]b]", "[[.a.]-c]",
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void IsMatch_GeneratedPattern_AgreesWithLibc(int seed)
    {
        var random = new Random(seed);
        var problems = new List<string>();
        var matches = 0;
        for (var count = 0; count < 40_000; count++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var name = string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => "aabbc-]./[\\1"[random.Next(12)]));
            var expected = fnmatch(Terminated(pattern), Terminated(name), 0) == 0;
            matches += expected ? 1 : 0;
            if (GlobPattern.IsMatch(pattern, name) != expected)
                problems.Add($"'{pattern}' on '{name}': libc says {expected}");
        }

        Assert.IsGreaterThan(1000, matches, "Too few matches to say anything.");
        Assert.IsEmpty(problems, string.Join('\n', problems.Take(20)));
    }

    private static byte[] Terminated(string text) => Encoding.Latin1.GetBytes(text + "\0");

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fnmatch(byte[] pattern, byte[] name, int flags);
}
