using System.Globalization;
using System.Text;
using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;
using Postern.Testing.Language;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>Thousands of random transformations, judged by GNU sed.</summary>
[TestClass]
public sealed class SedPropertyTests
{
    private const int Count = 4000;

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(true, 2)]
    [DataRow(false, 3)]
    [DataRow(false, 4)]
    public async Task Transform_RandomExpressions_AgreesWithGnuSed(bool isExtended, int seed)
    {
        var random = new Random(seed);
        (string Expression, string Subject)[] cases = [.. Enumerable.Range(0, Count).Select(_ => (Expression(random, isExtended), Subject(random)))];

        string[] expected = await SedAsync(cases, isExtended);

        PosixRegexOptions options = isExtended ? PosixRegexOptions.Extended : PosixRegexOptions.None;
        for (int i = 0; i < cases.Length; i++)
            Assert.AreEqual(expected[i], StringTransform.Compile(cases[i].Expression, options).Apply(cases[i].Subject), $"{cases[i].Expression} of `{cases[i].Subject}'");
    }

    [TestMethod]
    public void Transform_TenMillionHighBytes_ChangesWhatItIsToldTo()
    {
        string text = string.Create(10 * 1024 * 1024, 0, static (span, _) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = (char)(0x80 + (i % 128));
        });

        Assert.IsTrue(string.Equals(text, StringTransform.Compile("s/[a-z]/-/g;s/x$/y/", PosixRegexOptions.None).Apply(text), StringComparison.Ordinal));
        Assert.AreEqual(text.Length, StringTransform.Compile("s/\u00ff/-/g", PosixRegexOptions.None).Apply(text).Length);
    }

    // One process: the expression of each line has the line's number as its address.
    private static async Task<string[]> SedAsync((string Expression, string Subject)[] cases, bool isExtended)
    {
        string script = string.Join('\n', cases.Select(static (item, line) => string.Create(CultureInfo.InvariantCulture, $"{line + 1}{item.Expression}")));
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, Encoding.Latin1);
            return await LineFilter.RunAsync("sed", isExtended ? ["-E", "-f", file] : ["-f", file], [.. cases.Select(static item => item.Subject)]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Expression(Random random, bool isExtended)
    {
        bool hasGroup = random.Next(3) == 0;
        string core = Sequence(random, isExtended);
        string pattern = hasGroup ? (isExtended ? $"({core})" : $"\\({core}\\)") + Sequence(random, isExtended) : core;
        if (isExtended && !hasGroup && random.Next(4) == 0)
            pattern = $"{pattern}|{Sequence(random, isExtended)}";
        // Behind `^' an alternative that is not anchored matches once only, here as in mailfromd.
        pattern = (random.Next(6) == 0 && !pattern.Contains('|', StringComparison.Ordinal) ? "^" : "") + pattern + (random.Next(6) == 0 ? "$" : "");
        string replacement = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) switch
        {
            0 => "&",
            1 => hasGroup ? "\\1" : "\\&",
            2 => "\u00e4",
            _ => "XY"[random.Next(2)].ToString(),
        }));
        string flags = random.Next(6) switch
        {
            0 or 1 => "g",
            2 => "i",
            3 => random.Next(1, 4).ToString(CultureInfo.InvariantCulture),
            4 => "gi",
            _ => "",
        };
        return $"s/{pattern}/{replacement}/{flags}";
    }

    private static string Sequence(Random random, bool isExtended) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Atom(random) + Repetition(random, isExtended)));

    private static string Atom(Random random) => random.Next(8) switch
    {
        0 => ".",
        1 => "[ab]",
        2 => "[^a]",
        3 => "[[:alpha:]]",
        4 => "\u00e4",
        _ => "abc"[random.Next(3)].ToString(),
    };

    private static string Repetition(Random random, bool isExtended) => random.Next(10) switch
    {
        0 => "*",
        1 when isExtended => "+",
        2 when isExtended => "?",
        3 => isExtended ? "{1,2}" : "\\{1,2\\}",
        4 => isExtended ? "{0,}" : "\\{0,\\}",
        _ => "",
    };

    private static string Subject(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => "aabbccAB.\u00e4"[random.Next(10)]));
}
