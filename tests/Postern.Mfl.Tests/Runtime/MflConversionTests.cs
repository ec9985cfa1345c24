using Postern.Mfl.Runtime;

namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class MflConversionTests
{
    [TestMethod]
    [DataRow("", 0L)]
    [DataRow("12", 12L)]
    [DataRow(" 12", 12L)]
    [DataRow("\n\t 5", 5L)]
    [DataRow("+5", 5L)]
    [DataRow("-0x10", -16L)]
    [DataRow("0x1F", 31L)]
    [DataRow("0X1f", 31L)]
    [DataRow("017", 15L)]
    [DataRow("0", 0L)]
    [DataRow("00", 0L)]
    [DataRow("9223372036854775807", long.MaxValue)]
    [DataRow("-9223372036854775808", long.MinValue)]
    [DataRow("99999999999999999999", long.MaxValue)]
    [DataRow("-99999999999999999999", long.MinValue)]
    [DataRow("0xffffffffffffffffff", long.MaxValue)]
    public void Scan_Number_IsRead(string text, long expected)
    {
        NumberScan scan = MflConversion.Scan(text);
        Assert.IsTrue(scan.IsComplete);
        Assert.AreEqual(expected, scan.Number);
    }

    [TestMethod]
    [DataRow("abc", 0)]
    [DataRow("5 ", 1)]
    [DataRow("08", 1)]
    [DataRow("0x", 1)]
    [DataRow("0xg", 1)]
    [DataRow("-", 0)]
    [DataRow("  ", 0)]
    [DataRow(" x", 0)]
    [DataRow("12a", 2)]
    public void Scan_NoNumber_SaysWhereItStopped(string text, int stop) =>
        Assert.AreEqual(stop, MflConversion.Scan(text).Stop);

    [TestMethod]
    [DataRow("9223372036854775808", true)]
    [DataRow("9223372036854775807", false)]
    public void Scan_Overflow_IsMarked(string text, bool expected) => Assert.AreEqual(expected, MflConversion.Scan(text).Overflows);
}
