namespace Postern.Plugins.Strings.Tests;

[TestClass]
public sealed class QuotingFunctionsTests
{
    [TestMethod]
    [DataRow("a\"b\\c", "a\\\"b\\\\c")]
    [DataRow("plain", "plain")]
    public void Escape_DefaultSet_MarksQuoteAndBackslash(string text, string expected) =>
        Assert.AreEqual(expected, QuotingFunctions.Escape(text));

    [TestMethod]
    public void Escape_Set_MarksItsBytes() => Assert.AreEqual("a\\.b", QuotingFunctions.Escape("a.b", "."));

    [TestMethod]
    [DataRow("a\\rb\\", "arb")]
    [DataRow("\\\\", "\\")]
    [DataRow("plain", "plain")]
    public void Unescape_Backslashes_AreDropped(string text, string expected) =>
        Assert.AreEqual(expected, QuotingFunctions.Unescape(text));

    [TestMethod]
    [DataRow("foo\n bar\n\tbaz\r\n qux", "foo bar baz qux")]
    [DataRow("a\nb", "ab")]
    [DataRow("a  b\r\n   c", "a  b c")]
    [DataRow("a \n b", "a  b")]
    [DataRow("a\rb\n", "a\rb")]
    public void Unfold_LineEnds_BecomeOneSpace(string text, string expected) =>
        Assert.AreEqual(expected, QuotingFunctions.Unfold(text));

    [TestMethod]
    [DataRow("<a@b>", "a@b")]
    [DataRow("<<x>>", "<x>")]
    [DataRow("<x", "<x")]
    [DataRow("<>", "")]
    [DataRow("<", "<")]
    public void Dequote_Brackets_LosesOnePair(string text, string expected) =>
        Assert.AreEqual(expected, QuotingFunctions.Dequote(text));

    [TestMethod]
    [DataRow("a@b@c", "a", "b@c")]
    [DataRow("<a@b>", "<a", "b>")]
    [DataRow("a@", "a", "")]
    [DataRow("plain", "plain", "plain")]
    public void Parts_OfAddress_SplitAtFirstAt(string address, string local, string domain) =>
        Assert.AreEqual((local, domain), (QuotingFunctions.LocalPart(address), QuotingFunctions.DomainPart(address)));
}
