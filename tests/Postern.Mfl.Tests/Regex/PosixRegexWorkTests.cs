using Postern.Mfl.Regex;

namespace Postern.Mfl.Tests.Regex;

/// <summary>Hostile patterns and subjects: the work, counted in engine steps, stays linear or ends in an error.</summary>
[TestClass]
public sealed class PosixRegexWorkTests
{
    private const int Size = 100_000;

    [TestMethod]
    [DataRow("(a+)+$", 'a', "b")]
    [DataRow("(a|aa)+$", 'a', "b")]
    [DataRow("(a*)*b", 'a', "")]
    [DataRow("(.*)(.*)(.*)(.*)(.*)(.*)x", 'a', "")]
    [DataRow("(.*)(.*)(.*)(.*)(.*)(.*)", 'a', "x")]
    [DataRow("(a?){30}a{30}$", 'a', "b")]
    [DataRow("a*a*a*a*a*a*$", 'a', "b")]
    [DataRow("(x+x+)+y", 'x', "z")]
    [DataRow("ab|a*c", 'a', "b")]
    [DataRow("(a|b|ab)*c?$", 'a', "bb")]
    public void Match_ExponentialElsewhere_IsLinear(string pattern, char filler, string tail)
    {
        var regex = PosixRegex.Compile(pattern, PosixRegexOptions.Extended);
        var subject = new string(filler, Size) + tail;
        regex.Match(subject.AsSpan(), new int[16], out var work);

        // Six passes over the subject, ten nodes of the way through the automaton for each character, and the making of states.
        Assert.IsLessThan(Size * 80L, work.Steps);
    }

    [TestMethod]
    public void IsMatch_ManyStates_StaysWithinSubjectTimesPattern()
    {
        // The deterministic automaton of this has 2^200 states; the cache overflows and is made anew.
        var regex = PosixRegex.Compile("(a|b)*a(a|b){200}c", PosixRegexOptions.Extended);
        var random = new Random(42);
        var subject = string.Create(20_000, random, (span, source) =>
        {
            foreach (ref var c in span)
                c = source.Next(2) == 0 ? 'a' : 'b';
            span[^1] = 'd';
            span[0] = 'c';
        });
        Assert.IsFalse(regex.Match(subject.AsSpan(), [], out var work));
        Assert.IsLessThan(20_000L * 3000, work.Steps);
    }

    [TestMethod]
    public void IsMatch_RequiredTextMissing_DoesNotStartTheAutomaton()
    {
        var regex = PosixRegex.Compile("[a-z]*@example\\.org$", PosixRegexOptions.Extended);
        Assert.IsFalse(regex.Match(new string('a', Size).AsSpan(), [], out var work));
        Assert.AreEqual(0, work.Steps);
    }

    [TestMethod]
    public void IsMatch_Prefix_JumpsToIt()
    {
        var regex = PosixRegex.Compile("needle[0-9]", PosixRegexOptions.Extended);
        Assert.IsTrue(regex.Match((new string('n', Size) + "eedle7").AsSpan(), [], out var work));
        Assert.IsLessThan(100, work.Steps);
    }

    [TestMethod]
    [DataRow("(a*)*\\1b")]
    [DataRow("(a|aa)*(a*)*\\2c")]
    public void Match_BackReferenceExplosion_EndsInLimit(string pattern)
    {
        var regex = PosixRegex.Compile(pattern, PosixRegexOptions.Extended);
        var subject = new string('a', 5000) + "xbc";
        Assert.AreEqual(
            PosixRegexError.MatchLimit,
            Assert.ThrowsExactly<PosixRegexException>(() => regex.IsMatch(subject)).Error);
    }

    [TestMethod]
    [DataRow("(a|b)*c")]
    [DataRow("(a|b)*")]
    public void Match_WorkBeyondTheLimit_EndsInLimit(string pattern)
    {
        var regex = PosixRegex.Compile(pattern, PosixRegexOptions.Extended);
        var subject = new string('a', 5000) + "c";
        Assert.AreEqual(
            PosixRegexError.MatchLimit,
            Assert.ThrowsExactly<PosixRegexException>(() =>
            {
                var work = new MatchWork { Steps = MatchWork.Limit - 20 };
                regex.MatchWithin(subject.AsSpan(), new int[4], ref work);
            }).Error);
    }
}
