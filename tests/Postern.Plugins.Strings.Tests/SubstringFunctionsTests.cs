using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings.Tests;

[TestClass]
public sealed class SubstringFunctionsTests
{
    [TestMethod]
    [DataRow("abcabc", "c", 0L, 2L)]
    [DataRow("abcabc", "c", 3L, 5L)]
    [DataRow("abc", "x", 0L, -1L)]
    [DataRow("abc", "", 0L, 0L)]
    [DataRow("abc", "", 3L, -1L)]
    public void Index_Part_IsFirstFromStart(string text, string part, long start, long expected) =>
        Assert.AreEqual(expected, SubstringFunctions.Index(text, part, start));

    [TestMethod]
    [DataRow("abc", -1L, "index: argument out of range: start=-1")]
    [DataRow("abc", 4L, "index: argument out of range: start=4")]
    public void Index_StartOutside_IsRangeError(string subject, long start, string text) =>
        AssertRange(text, () => SubstringFunctions.Index(subject, "c", start));

    [TestMethod]
    [DataRow(5L, -1L)]
    [DataRow(6L, 2L)]
    [DataRow(13L, 2L)]
    [DataRow(14L, 10L)]
    [DataRow(15L, 10L)]
    public void LastIndex_Start_LimitsTheMatch(long start, long expected) =>
        Assert.AreEqual(expected, SubstringFunctions.LastIndex("string of rings", "ring", start));

    [TestMethod]
    [DataRow("string of rings", "ring", 10L)]
    [DataRow("abc", "", 3L)]
    [DataRow("abc", "x", -1L)]
    public void LastIndex_NoStart_LooksAtAll(string text, string part, long expected) =>
        Assert.AreEqual(expected, SubstringFunctions.LastIndex(text, part));

    [TestMethod]
    public void LastIndex_StartOutside_IsRangeError() =>
        AssertRange("rindex: argument out of range: start=4", () => SubstringFunctions.LastIndex("abc", "c", 4));

    [TestMethod]
    [DataRow(1L, 1L, "b")]
    [DataRow(0L, 10L, "abc")]
    [DataRow(3L, 1L, "")]
    [DataRow(1L, 0L, "")]
    public void Substr_Length_IsClipped(long start, long length, string expected) =>
        Assert.AreEqual(expected, SubstringFunctions.Substr("abc", start, length));

    [TestMethod]
    public void Substr_NoLength_GoesToTheEnd() => Assert.AreEqual("bc", SubstringFunctions.Substr("abc", 1));

    [TestMethod]
    [DataRow(-1L, 1L, "substr: argument out of range: start=-1")]
    [DataRow(4L, 1L, "substr: argument out of range: start=4, len=3")]
    [DataRow(1L, -1L, "substr: argument out of range: start=1, len=3")]
    public void Substr_Outside_IsRangeError(long start, long length, string text) =>
        AssertRange(text, () => SubstringFunctions.Substr("abc", start, length));

    [TestMethod]
    [DataRow(1L, 2L, "bc")]
    [DataRow(2L, 1L, "bc")]
    [DataRow(1L, -1L, "bcd")]
    [DataRow(3L, -4L, "abcd")]
    [DataRow(0L, -9L, "")]
    [DataRow(-3L, 1L, "")]
    public void Substring_Ends_AreIncluded(long start, long end, string expected) =>
        Assert.AreEqual(expected, SubstringFunctions.Substring("abcd", start, end));

    [TestMethod]
    [DataRow(4L, 1L)]
    [DataRow(1L, 4L)]
    public void Substring_BehindTheEnd_IsRangeError(long start, long end) =>
        AssertRange("substring: argument out of range", () => SubstringFunctions.Substring("abcd", start, end));

    [TestMethod]
    public void Trim_DefaultSet_IsWhiteSpace()
    {
        Assert.AreEqual("x \t", SubstringFunctions.TrimStart(" \t\n\r\v\fx \t"));
        Assert.AreEqual(" x", SubstringFunctions.TrimEnd(" x \t\n\r\v\f"));
    }

    [TestMethod]
    public void Trim_Set_IsLiteral()
    {
        Assert.AreEqual("b-", SubstringFunctions.TrimStart("a-cb-", "a-c"));
        Assert.AreEqual("-b", SubstringFunctions.TrimEnd("-ba-c", "a-c"));
    }

    private static void AssertRange(string text, Action call)
    {
        var error = Assert.ThrowsExactly<MflException>(call);

        Assert.AreEqual(((long)MflExceptionCode.Range, text), (error.Number, error.Message));
    }
}
