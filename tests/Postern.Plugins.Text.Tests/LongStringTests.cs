using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

/// <summary>Bytes above 0x7f and 10 MB of them go through unchanged, and nothing takes forever over them.</summary>
[TestClass]
public sealed class LongStringTests
{
    private const int Length = 10 * 1024 * 1024;

    private static readonly string Long = string.Create(Length, 0, static (span, _) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = (char)(0x80 + (i % 128));
    });

    [TestMethod]
    public void Format_LongString_LeavesItAsItIs() =>
        Assert.IsTrue(string.Equals($"<{Long}>", FormatFunctions.Format("<%s>", new MflValue(Long)), StringComparison.Ordinal));

    [TestMethod]
    public void Format_LongFormat_LeavesItAsItIs() => Assert.IsTrue(string.Equals(Long, FormatFunctions.Format(Long), StringComparison.Ordinal));

    [TestMethod]
    public void Translate_LongMessage_LeavesItAsItIs() =>
        Assert.IsTrue(string.Equals(Long, new TranslationFunctions().Translate("nosuch", Long), StringComparison.Ordinal));

    [TestMethod]
    public void Predicates_LongString_AnswerOrRefuse()
    {
        Assert.AreEqual(0, EmailFunctions.Map(Long));
        Assert.IsFalse(InternetAddressFunctions.IsAddress(Long));
        Assert.ThrowsExactly<MflException>(() => InternetAddressFunctions.ParseAddress(Long));
        Assert.ThrowsExactly<MflException>(() => IntervalFunctions.Interval(Long));
    }
}
