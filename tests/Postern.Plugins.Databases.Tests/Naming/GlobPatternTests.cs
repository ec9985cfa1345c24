using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases.Tests.Naming;

[TestClass]
public sealed class GlobPatternTests
{
    [TestMethod]
    [DataRow("/etc/mail/aliases.db", "/etc/mail/aliases.db", true)]
    [DataRow("/etc/mail/*.db", "/etc/mail/aliases.db", true)]
    [DataRow("/etc/mail/*.db", "/etc/mail/sub/aliases.db", true)]
    [DataRow("/etc/mail/*.db", "/etc/mail/aliases.dbm", false)]
    [DataRow("*", "", true)]
    [DataRow("", "", true)]
    [DataRow("", "a", false)]
    [DataRow("a*b*c", "a-b-b-c", true)]
    [DataRow("a*b*c", "a-b-c-", false)]
    [DataRow("a?c", "abc", true)]
    [DataRow("a?c", "ac", false)]
    [DataRow("[a-c]x", "bx", true)]
    [DataRow("[a-c]x", "dx", false)]
    [DataRow("[!a-c]x", "dx", true)]
    [DataRow("[^a-c]x", "ax", false)]
    [DataRow("[]-]x", "]x", true)]
    [DataRow("[]-]x", "-x", true)]
    [DataRow("[a", "[a", true)]
    [DataRow("[", "[", true)]
    [DataRow("[!", "[!", true)]
    [DataRow(@"\*", "*", true)]
    [DataRow(@"\*", "a", false)]
    [DataRow(@"a\", @"a\", true)]
    public void Matches_Pattern_IsThatOfFnmatch(string pattern, string text, bool matches) => Assert.AreEqual(matches, GlobPattern.Matches(pattern, text));

    [TestMethod]
    [Timeout(10_000)]
    public void Matches_ManyStars_TakesNoExponentialTime() =>
        Assert.IsFalse(GlobPattern.Matches(string.Concat(Enumerable.Repeat("a*", 2_000)) + "b", new string('a', 5_000)));
}
