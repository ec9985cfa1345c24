using Postern.Mfl.Regex;

namespace Postern.Mfl.Tests.Regex;

/// <summary>
/// Generated patterns and subjects against the C library, with fixed seeds. Meant differences, which the generator avoids:
/// the library (2.36) takes a newline it has just matched for the start of a line even without REG_NEWLINE (<c>$.b</c> on
/// "a\nb"), matches too much or reports other groups where anchors are repeated (<c>(^b?)*</c>), and
/// does not return from loops over nothing nested in some ways (<c>((()|a)|())*b</c>), with back references from still more.
/// </summary>
[TestClass]
public sealed class PosixRegexDifferentialTests
{
    private const int SubjectsPerPattern = 8;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(PosixRegexOptions.None, 1)]
    [DataRow(PosixRegexOptions.Extended, 2)]
    [DataRow(PosixRegexOptions.Extended | PosixRegexOptions.IgnoreCase, 3)]
    [DataRow(PosixRegexOptions.Extended | PosixRegexOptions.Newline, 4)]
    [DataRow(PosixRegexOptions.IgnoreCase | PosixRegexOptions.Newline, 5)]
    public void Match_GeneratedPattern_AgreesWithLibc(PosixRegexOptions options, int seed) =>
        Compare(options, new PatternGenerator(seed, options.HasFlag(PosixRegexOptions.Extended), false), 3000, seed);

    /// <summary>Anchors in the middle, as patterns in real filters have them.</summary>
    [TestMethod]
    [DataRow(PosixRegexOptions.Extended, 21)]
    [DataRow(PosixRegexOptions.Extended | PosixRegexOptions.Newline, 22)]
    public void Match_AnchorsInAlternatives_AgreesWithLibc(PosixRegexOptions options, int seed)
    {
        string[] pieces =
        [
            "a", "b", ",", "(^|,)", "(,|$)", "(^a|b)", "(b$|c)", "\\b", "\\<", "\\>", "(a|b)+", "[a,]*", "(a\\b|ab)", "([^,]*)", "(^[^,]*)", "(c)?",
        ];
        var random = new Random(seed);
        var problems = new List<string>();
        for (var count = 0; count < 3000; count++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            using var theirs = LibcRegex.TryCompile(pattern, options, out _)!;
            var ours = PosixRegex.Compile(pattern, options);
            for (var index = 0; index < SubjectsPerPattern; index++)
            {
                var subject = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "aabbc,, "[random.Next(8)]));
                CompareMatch(ours, theirs, pattern, subject, problems);
            }
        }

        Report(problems);
    }

    [TestMethod]
    [DataRow(PosixRegexOptions.None, 6)]
    [DataRow(PosixRegexOptions.Extended, 7)]
    [DataRow(PosixRegexOptions.Extended | PosixRegexOptions.IgnoreCase, 8)]
    public void Match_GeneratedBackReference_AgreesWithLibc(PosixRegexOptions options, int seed) =>
        Compare(options, new PatternGenerator(seed, options.HasFlag(PosixRegexOptions.Extended), true), 1000, seed);

    [TestMethod]
    [DataRow(PosixRegexOptions.None, 11)]
    [DataRow(PosixRegexOptions.Extended, 12)]
    [DataRow(PosixRegexOptions.Extended | PosixRegexOptions.IgnoreCase, 13)]
    public void Compile_Noise_AgreesWithLibc(PosixRegexOptions options, int seed)
    {
        var generator = new PatternGenerator(seed, options.HasFlag(PosixRegexOptions.Extended), false);
        var problems = new List<string>();
        for (var count = 0; count < 20_000; count++)
        {
            var pattern = generator.NextNoise();
            var ours = ErrorOf(pattern, options);
            using var theirs = LibcRegex.TryCompile(pattern, options, out var error);
            if (ours != error)
                problems.Add($"/{pattern}/: ours '{ours}', libc '{error}'");
        }

        Report(problems);
    }

    private static string ErrorOf(string pattern, PosixRegexOptions options)
    {
        try
        {
            PosixRegex.Compile(pattern, options);
            return string.Empty;
        }
        catch (PosixRegexException exception)
        {
            return exception.Message;
        }
    }

    private void Compare(PosixRegexOptions options, PatternGenerator generator, int patterns, int seed)
    {
        var problems = new List<string>();
        var matches = 0;
        for (var count = 0; count < patterns; count++)
        {
            var pattern = generator.NextPattern();
            var ours = ErrorOf(pattern, options);
            using var theirs = LibcRegex.TryCompile(pattern, options, out var error);
            if (ours != error)
                problems.Add($"/{pattern}/: ours '{ours}', libc '{error}'");
            if (ours.Length > 0 || theirs is null)
                continue;
            var regex = PosixRegex.Compile(pattern, options);
            for (var index = 0; index < SubjectsPerPattern; index++)
                matches += CompareMatch(regex, theirs, pattern, generator.NextSubject(), problems) ? 1 : 0;
        }

        Assert.IsGreaterThan(patterns, matches, $"Seed {seed} gives too few matches to say anything.");
        Report(problems);
    }

    private static bool CompareMatch(PosixRegex ours, LibcRegex theirs, string pattern, string subject, List<string> problems)
    {
        var size = (ours.GroupCount + 1) * 2;
        var found = new int[size];
        var expected = new int[size];
        var matched = ours.Match(subject.AsSpan(), found, out var work);

        // The library does not come back from these.
        if (work.LoopBroken)
            return matched;
        theirs.Match(subject, expected);
        if (!found.AsSpan().SequenceEqual(expected) || matched != ours.IsMatch(subject))
        {
            problems.Add($"/{pattern}/ on '{subject.Replace("\n", "\\n", StringComparison.Ordinal)}': "
                + $"ours [{string.Join(' ', found)}], libc [{string.Join(' ', expected)}]");
        }

        return matched;
    }

    private void Report(List<string> problems)
    {
        foreach (var problem in problems.Take(40))
            TestContext.WriteLine(problem);
        Assert.IsEmpty(problems, string.Join('\n', problems.Take(10)));
    }
}
