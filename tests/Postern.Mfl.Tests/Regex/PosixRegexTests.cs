using Postern.Mfl.Regex;

namespace Postern.Mfl.Tests.Regex;

[TestClass]
public sealed class PosixRegexTests
{
    private const PosixRegexOptions Basic = PosixRegexOptions.None;
    private const PosixRegexOptions Extended = PosixRegexOptions.Extended;
    private const PosixRegexOptions IgnoreCase = PosixRegexOptions.IgnoreCase;
    private const PosixRegexOptions Newline = PosixRegexOptions.Newline;

    /// <summary>Each row is also held against the C library; -1 is unset.</summary>
    [TestMethod]
    [DataRow("abc", Basic, "xabcx", "1 4")]
    [DataRow("a+", Basic, "aa+", "1 3")]
    [DataRow("a\\+", Basic, "xaa+", "1 3")]
    [DataRow("a\\?b", Basic, "aab", "1 3")]
    [DataRow("a\\|b", Basic, "cb", "1 2")]
    [DataRow("*a", Basic, "b*a", "1 3")]
    [DataRow("^*a", Basic, "*a", "0 2")]
    [DataRow("\\(*a\\)", Basic, "*a", "0 2 0 2")]
    [DataRow("a^b", Basic, "a^b", "0 3")]
    [DataRow("a$b", Basic, "a$b", "0 3")]
    [DataRow("\\(^a\\)", Basic, "ba", "-1 -1 -1 -1")]
    [DataRow("\\(a$\\)", Basic, "ba", "1 2 1 2")]
    [DataRow("x\\|^a", Basic, "ba", "-1 -1")]
    [DataRow("\\(.*\\)@\\([^.]*\\)\\.\\(.*\\)", Basic, "gray@gnu.org", "0 12 0 4 5 8 9 12")]
    [DataRow("\\(a*\\)b\\1", Basic, "aabaa", "0 5 0 2")]
    [DataRow("\\(a*\\)b\\1", IgnoreCase, "aAbAa", "0 5 0 2")]
    [DataRow("(a|ab)(c|bcd)(d*)", Extended, "abcd", "0 4 0 1 1 4 4 4")]
    [DataRow("(a*)*", Extended, "b", "0 0 0 0")]
    [DataRow("(a*)+", Extended, "aa", "0 2 0 2")]
    [DataRow("(a|b)*", Extended, "abab", "0 4 3 4")]
    [DataRow("((a)|(b))*", Extended, "ab", "0 2 1 2 0 1 1 2")]
    [DataRow("((a))", Extended, "xa", "1 2 1 2 1 2")]
    [DataRow("(a?){3}", Extended, "aa", "0 2 2 2")]
    [DataRow("a{,2}", Extended, "aaa", "0 2")]
    [DataRow("a{2}", Extended, "xaaa", "1 3")]
    [DataRow("a||b", Extended, "b", "0 1")]
    [DataRow("()", Extended, "b", "0 0 0 0")]
    [DataRow("a)", Extended, "a)", "0 2")]
    [DataRow("a^b", Extended, "a^b", "-1 -1")]
    [DataRow(".*a", Extended, "xxaxx", "0 3")]
    [DataRow("b*a", Extended, "cbba", "1 4")]
    [DataRow("\\<is\\>", Basic, "this is", "5 7")]
    [DataRow("\\bis", Basic, "this is", "5 7")]
    [DataRow("\\Bis", Basic, "is this", "5 7")]
    [DataRow("\\w+\\W", Extended, "ab_1-", "0 5")]
    [DataRow("\\s\\S", Extended, "a b", "1 3")]
    [DataRow("\\`a\\'", Extended, "a", "0 1")]
    [DataRow("[[:alpha:]_-]+", Extended, "1a_-", "1 4")]
    [DataRow("[]a]+", Extended, "x]a]", "1 4")]
    [DataRow("[^]a]", Extended, "]ax", "2 3")]
    [DataRow("[a\\]", Extended, "\\", "0 1")]
    [DataRow("[[.-.]a]", Extended, "-", "0 1")]
    [DataRow("[[=a=]b]+", Extended, "ba", "0 2")]
    [DataRow("[%--]", Extended, "+", "0 1")]
    [DataRow("[---a]+", Extended, "-", "0 1")]
    [DataRow("hello", IgnoreCase, "say HeLLo", "4 9")]
    [DataRow("[[:upper:]]+", Extended | IgnoreCase, "abC", "0 3")]
    [DataRow("[^a]", Extended | IgnoreCase, "Ab", "1 2")]
    [DataRow("^b$", Newline, "a\nb\nc", "2 3")]
    [DataRow("a.b", Newline, "a\nb", "-1 -1")]
    [DataRow("a[^x]b", Newline, "a\nb", "-1 -1")]
    [DataRow("a.b", Basic, "a\nb", "0 3")]
    [DataRow("^b", Basic, "a\nb", "-1 -1")]
    [DataRow("\u00e9+", Extended, "x\u00e9\u00e9", "1 3")]
    [DataRow("\u00e9", IgnoreCase, "\u00c9", "-1 -1")]
    [DataRow("", Basic, "abc", "0 0")]
    public void Match_Pattern_FindsRangeAndGroups(string pattern, PosixRegexOptions options, string subject, string expected)
    {
        var regex = PosixRegex.Compile(pattern, options);
        var groups = new int[(regex.GroupCount + 1) * 2];
        regex.Match(subject, groups);
        Assert.AreEqual(expected, string.Join(' ', groups));
        using var libc = LibcRegex.TryCompile(pattern, options, out _);
        libc!.Match(subject, groups);
        Assert.AreEqual(expected, string.Join(' ', groups), "The table disagrees with the C library.");
    }

    /// <summary>The library compares an escaped small letter with the subject's letters in capitals and never matches.</summary>
    [TestMethod]
    public void Match_EscapedLetterIgnoringCase_MatchesUnlikeLibc() =>
        Assert.IsTrue(PosixRegex.Compile("\\a", Extended | IgnoreCase).IsMatch("A"));

    [TestMethod]
    [DataRow("a[", Basic, "Invalid regular expression")]
    [DataRow("a[b", Basic, "Unmatched [, [^, [:, [., or [=")]
    [DataRow("[[:foo:]]", Basic, "Invalid character class name")]
    [DataRow("[[.ab.]]", Basic, "Invalid collation character")]
    [DataRow("[a---b]", Basic, "Invalid range end")]
    [DataRow("[b-a]", Basic, "Invalid range end")]
    [DataRow("[Z-a]", IgnoreCase, "Invalid range end")]
    [DataRow("a\\", Basic, "Trailing backslash")]
    [DataRow("\\1", Basic, "Invalid back reference")]
    [DataRow("(a\\1)", Extended, "Invalid back reference")]
    [DataRow("\\(a", Basic, "Unmatched ( or \\(")]
    [DataRow("a\\)", Basic, "Unmatched ( or \\(")]
    [DataRow("(a", Extended, "Unmatched ( or \\(")]
    [DataRow("a\\{1", Basic, "Unmatched \\{")]
    [DataRow("a{1", Extended, "Unmatched \\{")]
    [DataRow("a{b}", Extended, "Invalid content of \\{\\}")]
    [DataRow("a{2,1}", Extended, "Invalid content of \\{\\}")]
    [DataRow("*a", Extended, "Invalid preceding regular expression")]
    [DataRow("a|*b", Extended, "Invalid preceding regular expression")]
    [DataRow("a**", Basic, "Invalid preceding regular expression")]
    [DataRow("a{32768}", Extended, "Regular expression too big")]
    public void Compile_MalformedPattern_GivesRegcompsWords(string pattern, PosixRegexOptions options, string expected)
    {
        Assert.AreEqual(expected, Assert.ThrowsExactly<PosixRegexException>(() => PosixRegex.Compile(pattern, options)).Message);
        using var libc = LibcRegex.TryCompile(pattern, options, out var error);
        Assert.AreEqual(expected, error, "The table disagrees with the C library.");
    }

    [TestMethod]
    [DataRow("x{1,255}{1,255}{1,255}")]
    [DataRow("((((a{1,100}){1,100}){1,100}){1,100}){1,100}")]
    [DataRow("(x{32767}){32767}")]
    public void Compile_MultipliedRepetitions_IsTooBig(string pattern) => Assert.AreEqual(
        PosixRegexError.TooBig,
        Assert.ThrowsExactly<PosixRegexException>(() => PosixRegex.Compile(pattern, Extended)).Error);

    [TestMethod]
    [DataRow('(')]
    [DataRow('[')]
    public void Compile_DeepNesting_IsRefused(char piece) =>
        Assert.ThrowsExactly<PosixRegexException>(() => PosixRegex.Compile(new string(piece, 100_000), Extended));

    [TestMethod]
    public void Compile_ManyRepetitionOperators_IsTooBig() => Assert.AreEqual(
        PosixRegexError.TooBig,
        Assert.ThrowsExactly<PosixRegexException>(() => PosixRegex.Compile("a" + new string('*', 100_000), Extended)).Error);

    [TestMethod]
    public void Match_FewerPlacesThanGroups_FillsThose()
    {
        var places = new int[4];
        Assert.IsTrue(PosixRegex.Compile("(a)(b)", Extended).Match("xab", places));
        Assert.AreEqual("1 3 1 2", string.Join(' ', places));
    }

    [TestMethod]
    public void Match_MorePlacesThanGroups_UnsetsTheRest()
    {
        var places = new int[6];
        Assert.IsTrue(PosixRegex.Compile("(a)", Extended).Match("xa", places));
        Assert.AreEqual("1 2 1 2 -1 -1", string.Join(' ', places));
    }

    [TestMethod]
    public void Match_ManyGroups_FindsAll()
    {
        var regex = PosixRegex.Compile(string.Concat(Enumerable.Repeat("(a)", 100)), Extended);
        var places = new int[202];
        Assert.IsTrue(regex.Match(new string('a', 100), places));
        Assert.AreEqual("99 100", $"{places[200]} {places[201]}");
    }

    [TestMethod]
    public void Match_LoopsOverNothingNested_Ends()
    {
        var places = new int[2];
        Assert.IsTrue(PosixRegex.Compile("((()|a)|())*b", Extended).Match("aab", places));
        Assert.AreEqual("0 3", string.Join(' ', places));
        Assert.IsTrue(PosixRegex.Compile("((()|a)|())*b", Extended).Match("aab", new int[8]));
    }

    [TestMethod]
    public void Match_SharedByThreads_AgreesWithItself()
    {
        var regex = PosixRegex.Compile("(a|b|[c-f]x)*([0-9]{2,3})(z?)$", Extended);
        var subjects = Enumerable.Range(0, 200).Select(index => $"abcxfx{index:D3}" + (index % 2 == 0 ? "z" : "")).ToArray();
        Parallel.For(0, 2000, index =>
        {
            var places = new int[8];
            var subject = subjects[index % subjects.Length];
            Assert.IsTrue(regex.Match(subject, places));
            Assert.AreEqual(subject.Length, places[1]);
            Assert.AreEqual(places[5], places[6]);
        });
    }

    [TestMethod]
    public void Match_AfterTheFirst_DoesNotAllocate()
    {
        var regex = PosixRegex.Compile("^([^@]+)@(.*)\\.org$", Extended);
        Span<int> places = stackalloc int[6];
        for (var round = 0; round < 3; round++)
            Assert.IsTrue(regex.Match("gray@gnu.org", places));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            regex.Match("gray@gnu.org", places);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
