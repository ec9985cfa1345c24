using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings.Tests;

[TestClass]
public sealed class TranslationFunctionsTests
{
    [TestMethod]
    [DataRow("hello", "el", "ip", "hippo")]
    [DataRow("hello", "a-y", "b-z", "ifmmp")]
    [DataRow("a1b2", "[:digit:]", "#", "a#b#")]
    [DataRow("abc", "abc", "x", "xxx")]
    [DataRow("a-b", "\\-", "_", "a_b")]
    [DataRow("a\tb", "\\t", " ", "a b")]
    [DataRow("aAb", "\\101", "x", "axb")]
    [DataRow("aba", "aa", "xy", "xbx")]
    [DataRow("abc", "", "", "abc")]
    [DataRow("a-", "a-", "xy", "xy")]
    public void Translate_Sets_ReplacesBytes(string text, string from, string to, string expected) =>
        Assert.AreEqual(expected, TranslationFunctions.Translate(text, from, to));

    [TestMethod]
    [DataRow("z-a", "x", "tr: range z-a runs backwards")]
    [DataRow("[:foo:]", "x", "tr: unknown character class [:foo:]")]
    [DataRow("a", "", "tr: the second set is empty; dc deletes")]
    public void Translate_BadSet_IsAnError(string from, string to, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => TranslationFunctions.Translate("a", from, to));

        Assert.AreEqual(((long)MflExceptionCode.Invalid, text), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("hello", "l", "heo")]
    [DataRow("a1b2", "0-9", "ab")]
    [DataRow("a b\tc", "[:space:]", "abc")]
    [DataRow("abc", "", "abc")]
    public void Delete_Set_TakesItsBytesOut(string text, string set, string expected) =>
        Assert.AreEqual(expected, TranslationFunctions.Delete(text, set));

    [TestMethod]
    [DataRow("aabbcc", "ab", "abcc")]
    [DataRow("a  b   c", " ", "a b c")]
    [DataRow("aaa", "", "aaa")]
    public void Squeeze_Set_MakesOneOfEachRun(string text, string set, string expected) =>
        Assert.AreEqual(expected, TranslationFunctions.Squeeze(text, set));

    [TestMethod]
    public void Translate_TenMegabytesOfEveryByte_Survive()
    {
        var text = string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Range(1, 255).Select(static code => (char)code)), 40_000));

        Assert.AreEqual(text, TranslationFunctions.Translate(text, "\\001-\\377", "\\001-\\377"));
        Assert.AreEqual(text, TranslationFunctions.Delete(text, ""));
        Assert.AreEqual(text, TranslationFunctions.Squeeze(text, "\\001-\\377"));
    }

    [TestMethod]
    [DataRow(0L, "a.b*c(d)", "", "a.b\\*c(d)")]
    [DataRow(1L, "a.b*c(d){e}", "", "a.b\\*c\\(d\\)\\{e\\}")]
    [DataRow(0L, "a/b", "/", "a\\/b")]
    public void QuoteRegex_Flags_DecideWhatIsSpecial(long flags, string text, string delimiters, string expected) =>
        Assert.AreEqual(expected, QuotingFunctions.QuoteRegex(flags, text, delimiters));
}
