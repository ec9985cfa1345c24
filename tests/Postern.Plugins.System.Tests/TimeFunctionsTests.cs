using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class TimeFunctionsTests
{
    [TestMethod]
    [DataRow("%Y-%m-%d %H:%M:%S %Z %z", 1704067199L, "2023-12-31 23:59:59 GMT +0000")]
    [DataRow("%E|%Q|%", 0L, "%E|%Q|%")]
    [DataRow("%5d %^a %#Z %_H %-d", 0L, "00001 THU gmt  0 1")]
    [DataRow("%E5 %5 %-5q %010", 0L, "%E5   %5  %-5q 000000%010")]
    [DataRow("%Y %C %y %G", -99999999999L, "-1199 -12 01 -1199")]
    [DataRow("", 0L, "")]
    public void Format_Utc_IsAsInC(string format, long time, string expected) => Assert.AreEqual(expected, TimeFunctions.Format(format, time, gmt: true));

    [TestMethod]
    public void Format_YearBeyond32Bits_IsARangeError()
    {
        var error = Assert.ThrowsExactly<MflException>(() => TimeFunctions.Format("%Y", long.MaxValue));

        Assert.AreEqual(((long)MflExceptionCode.Range, "strftime: the year of 9223372036854775807 does not fit its field"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Format_HugeWidth_IsBounded() => Assert.AreEqual(1024, TimeFunctions.Format("%999999999d", 0, gmt: true).Length);

    [TestMethod]
    public void Format_TenMillionBytes_Survive()
    {
        var text = string.Concat(Enumerable.Repeat("\u00e4\u00ff\u0080\u0001", 2_500_000));

        Assert.AreEqual(text + "1970", TimeFunctions.Format(text + "%Y", 0, gmt: true));
    }

    [TestMethod]
    [DataRow(0L, -5L)]
    [DataRow(-1L, 0L)]
    [DataRow(long.MinValue, long.MinValue)]
    public async Task Sleep_NegativeTime_IsOver(long seconds, long microseconds) =>
        await TimeFunctions.Sleep(new FakeMflContext(), seconds, microseconds);

    [TestMethod]
    public async Task Sleep_TooLong_IsARangeError()
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => TimeFunctions.Sleep(new FakeMflContext(), long.MaxValue).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Range, error.Number);
    }

    [TestMethod]
    public async Task Sleep_Cancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var sleeping = TimeFunctions.Sleep(new FakeMflContext { Cancellation = cancel.Token }, 1_000_000).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => sleeping);
    }

    [TestMethod]
    public void Now_Always_IsTheContextsClock()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.IsGreaterThanOrEqualTo(before, TimeFunctions.Now(new FakeMflContext()));
    }
}
