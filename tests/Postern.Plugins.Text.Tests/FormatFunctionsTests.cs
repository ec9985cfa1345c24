using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed class FormatFunctionsTests
{
    [TestMethod]
    [DataRow("%d", 42L, "42")]
    [DataRow("%5d", 42L, "   42")]
    [DataRow("%-5d|", 42L, "42   |")]
    [DataRow("%05d", -42L, "-0042")]
    [DataRow("%+d", 42L, "+42")]
    [DataRow("% d", 42L, " 42")]
    [DataRow("%.5d", 42L, "00042")]
    [DataRow("%8.5d", -42L, "  -00042")]
    [DataRow("%08.3d", 5L, "     005")]
    [DataRow("%.0d", 0L, "0")]
    [DataRow("%d", long.MinValue, "-9223372036854775808")]
    [DataRow("%u", -1L, "18446744073709551615")]
    [DataRow("%x", 12345678901L, "2dfdc1c35")]
    [DataRow("%#X", 255L, "0XFF")]
    [DataRow("%o", 8L, "10")]
    [DataRow("%#o", 8L, "010")]
    public void Format_Number_IsWrittenAsInC(string format, long number, string expected) =>
        Assert.AreEqual(expected, FormatFunctions.Format(format, new MflValue(number)));

    [TestMethod]
    [DataRow("%s", "abc")]
    [DataRow("%5s", "  abc")]
    [DataRow("%-5s|", "abc  |")]
    [DataRow("%.2s", "ab")]
    [DataRow("%05s", "  abc")]
    [DataRow("%.0s", "abc")]
    [DataRow("%.s", "abc")]
    [DataRow("%5.1s", "    a")]
    public void Format_Text_IsCutAndPadded(string format, string expected) =>
        Assert.AreEqual(expected, FormatFunctions.Format(format, new MflValue("abc")));

    [TestMethod]
    [DataRow("%%", "%")]
    [DataRow("%", "")]
    [DataRow("abc%", "abc")]
    [DataRow("%-5", "")]
    [DataRow("%ld %f %5z %0$s", "%ld %f %5z %0$s")]
    [DataRow("%5%", "%5%")]
    public void Format_NoConversion_StandsForItself(string format, string expected) =>
        Assert.AreEqual(expected, FormatFunctions.Format(format));

    [TestMethod]
    [DataRow("%2$s %1$s", "b 3")]
    [DataRow("%*2$s", "  3")]
    [DataRow("%1$s %1$s %s", "3 3 3")]
    public void Format_NumberedArgument_IsThatOne(string format, string expected) =>
        Assert.AreEqual(
            expected, FormatFunctions.Format(format, new MflValue(3), format.Contains('*', StringComparison.Ordinal) ? new MflValue(3) : new MflValue("b")));

    [TestMethod]
    [DataRow("%*d|", 5L, "   42|")]
    [DataRow("%*d|", -5L, "42   |")]
    [DataRow("%.*d|", 3L, "042|")]
    [DataRow("%.*d|", -3L, "42|")]
    public void Format_WidthFromArgument_IsUsed(string format, long width, string expected) =>
        Assert.AreEqual(expected, FormatFunctions.Format(format, new MflValue(width), new MflValue(42)));

    [TestMethod]
    [DataRow("%s %s", MflExceptionCode.Range, "sprintf: Argument 2 is not supplied")]
    [DataRow("%3$s", MflExceptionCode.Range, "sprintf: Argument 3 is not supplied")]
    [DataRow("%*d", MflExceptionCode.StringToNumber, "sprintf: \"x\" is not a number")]
    [DataRow("%d", MflExceptionCode.StringToNumber, "sprintf: \"x\" is not a number")]
    [DataRow("%99999999999999999999s", MflExceptionCode.Range, "sprintf: the result would be longer than 67108864 bytes")]
    [DataRow("%67108865s", MflExceptionCode.Range, "sprintf: the result would be longer than 67108864 bytes")]
    public void Format_BadArguments_IsAnError(string format, MflExceptionCode code, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => FormatFunctions.Format(format, new MflValue("x")));

        Assert.AreEqual(((long)code, text), (error.Number, error.Message));
    }

    [TestMethod]
    public void Format_TenMegabytesOfEveryByte_Survive()
    {
        var text = string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Range(1, 255).Select(static code => (char)code)), 40_000));

        Assert.AreEqual(text, FormatFunctions.Format("%s", new MflValue(text)));
    }
}
