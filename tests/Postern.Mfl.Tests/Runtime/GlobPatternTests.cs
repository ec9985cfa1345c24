using Postern.Mfl.Runtime;

namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class GlobPatternTests
{
    [TestMethod]
    [DataRow("ABC", "abc", false)]
    [DataRow("a*", "a/b", true)]
    [DataRow("*", ".a", true)]
    [DataRow("*", "", true)]
    [DataRow("", "", true)]
    [DataRow("", "a", false)]
    [DataRow("a\\*c", "a*c", true)]
    [DataRow("a\\*c", "abc", false)]
    [DataRow("?", "", false)]
    [DataRow("a?c", "abc", true)]
    [DataRow("[a-c]x", "bx", true)]
    [DataRow("[!a-c]x", "bx", false)]
    [DataRow("[^a-c]x", "dx", true)]
    [DataRow("[]]", "]", true)]
    [DataRow("[[:digit:]]", "7", true)]
    [DataRow("[[:alpha:]]", "7", false)]
    [DataRow("[a-]", "-", true)]
    [DataRow("[\\]]", "]", true)]
    [DataRow("[", "[", true)]
    [DataRow("[a", "[a", true)]
    [DataRow("a\\", "a\\", false)]
    [DataRow("*a*b*c", "xxaxxbxxc", true)]
    [DataRow("*a*b*c", "xxaxxcxxb", false)]
    [DataRow("*.example", "host.example", true)]
    public void IsMatch_Pattern_DecidesAsFnmatch(string pattern, string subject, bool expected) =>
        Assert.AreEqual(expected, GlobPattern.IsMatch(pattern, subject));

    [TestMethod]
    public void IsMatch_ManyStars_EndsSoon() =>
        Assert.IsFalse(GlobPattern.IsMatch(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5000)));
}
