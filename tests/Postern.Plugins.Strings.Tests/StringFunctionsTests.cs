using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings.Tests;

[TestClass]
public sealed class StringFunctionsTests
{
    private static readonly string AllBytes = string.Concat(Enumerable.Range(1, 255).Select(b => (char)b));

    [TestMethod]
    public void ToUpper_AllBytes_ChangesOnlyAsciiLetters() =>
        Assert.AreEqual(
            string.Concat(AllBytes.Select(c => c is >= 'a' and <= 'z' ? (char)(c - 32) : c)), StringFunctions.ToUpper(AllBytes));

    [TestMethod]
    public void ToLower_AllBytes_ChangesOnlyAsciiLetters() =>
        Assert.AreEqual(
            string.Concat(AllBytes.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c)), StringFunctions.ToLower(AllBytes));

    [TestMethod]
    public void Reverse_Twice_IsTheSame() =>
        Assert.AreEqual(AllBytes, StringFunctions.Reverse(StringFunctions.Reverse(AllBytes)));

    [TestMethod]
    public void Reverse_ThreeBytes_TurnsThemAround() => Assert.AreEqual("cba", StringFunctions.Reverse("abc"));

    [TestMethod]
    [DataRow("ab", 3L, "ababab")]
    [DataRow("ab", 0L, "")]
    [DataRow("", 9_000_000_000L, "")]
    public void Replicate_Count_JoinsCopies(string text, long count, string expected) =>
        Assert.AreEqual(expected, StringFunctions.Replicate(text, count));

    [TestMethod]
    [DataRow(-1L, "replstr: argument out of range: count=-1")]
    [DataRow(1_000_000_000L, "replstr: the result would be longer than 67108864 bytes")]
    public void Replicate_BadCount_IsRangeError(long count, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => StringFunctions.Replicate("a", count));

        Assert.AreEqual(((long)MflExceptionCode.Range, text), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("9.1", "9.1.2", -1L)]
    [DataRow("1.0", "1.0", 0L)]
    [DataRow("2", "1", 1L)]
    [DataRow("1.10", "1.9", 1L)]
    public void CompareVersions_Valid_Orders(string a, string b, long expected) =>
        Assert.AreEqual(expected, StringFunctions.CompareVersions(a, b));

    [TestMethod]
    [DataRow("1.0a", "1.0", "vercmp: not a valid version number: 1.0a (argument 1)")]
    [DataRow("1.0", "", "vercmp: not a valid version number:  (argument 2)")]
    [DataRow("1.-2", "1", "vercmp: not a valid version number: 1.-2 (argument 1)")]
    public void CompareVersions_Invalid_IsRangeError(string a, string b, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => StringFunctions.CompareVersions(a, b));

        Assert.AreEqual(((long)MflExceptionCode.Range, text), (error.Number, error.Message));
    }
}
