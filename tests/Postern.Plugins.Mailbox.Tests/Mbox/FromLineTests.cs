using System.Text;
using Postern.Plugins.Mailbox.Mbox;

namespace Postern.Plugins.Mailbox.Tests.Mbox;

[TestClass]
public sealed class FromLineTests
{
    // As mailfromd 8.15 decides.
    [TestMethod]
    [DataRow("From a@b Mon Nov 30 17:00:00 2026", true)]
    [DataRow("From x Mon Nov  3 17:00:00 2026", true)]
    [DataRow("From x Mon Nov 30 17:00 2026", true)]
    [DataRow("From x Mon Nov 30 17:00:00 2026 +0100", true)]
    [DataRow("From x Mon Nov 30 17:00:00 +0100 2026", true)]
    [DataRow("From x Mon Nov 30 17:00:00 MET 2026", true)]
    [DataRow("From x Mon Nov 30 17:00:00 2026 remote from foo", true)]
    [DataRow("From x mon xxx 99 99:00:00 1926", true)]
    [DataRow("From x y z Mon Nov 30 17:00:00 2026", true)]
    [DataRow("From   x  Mon Nov 30 17:00:00 2026", true)]
    [DataRow("From Mon Nov 30 17:00:00 2026", true)]
    [DataRow("From \"a b\"@c Mon Nov 30 17:00:00 2026", true)]
    [DataRow("From x Mon, 30 Nov 2026 17:00:00 +0100", false)]
    [DataRow("From x Mon Nov 30 17:00:00 MET DST 2026", false)]
    [DataRow("From x Mon Nov 30 2026", false)]
    [DataRow("From x Mon Nov 3 17:00:00 2026", false)]
    [DataRow("From x Mon Nov 30 17:00:00 26", false)]
    [DataRow("From x Mon Nov 30 17:00:00 PST 26", false)]
    [DataRow("From x Mon Nov 30 17:00:00 2026 trailing", false)]
    [DataRow("From x\tMon Nov 30 17:00:00 2026", false)]
    [DataRow("From x Mon Nov 30 17:00:00", false)]
    [DataRow("From x 30 Nov 2026 17:00:00", false)]
    [DataRow("From x Mon Nov 30 17:00:00  2026", false)]
    [DataRow("From x Mon  Nov 30 17:00:00 2026", false)]
    [DataRow("From x Monday Nov 30 17:00:00 2026", false)]
    [DataRow("From x Mon Nov 30 7:00:00 2026", false)]
    [DataRow("From x Mon Nov 30 17:00:00 2026 ", false)]
    [DataRow("From x Mon Nov 30 17:00:00 99999", false)]
    [DataRow("From a@b Mon Nov 30 17:00:00 2026\r", false)]
    [DataRow(">From a@b Mon Nov 30 17:00:00 2026", false)]
    [DataRow("from a@b Mon Nov 30 17:00:00 2026", false)]
    [DataRow("From ", false)]
    [DataRow("", false)]
    public void IsOne_Line_IsJudgedAsTheReferenceDoes(string line, bool isOne) => Assert.AreEqual(isOne, FromLine.IsOne(Encoding.Latin1.GetBytes(line)));

    [TestMethod]
    public void IsOne_LineOverTheLimit_IsNone() =>
        Assert.IsFalse(FromLine.IsOne(Encoding.Latin1.GetBytes($"From {new string('x', FromLine.MostBytes)} Mon Nov 30 17:00:00 2026")));

    [TestMethod]
    [DataRow("a@b", "From a@b Mon Jan  5 04:03:02 2026")]
    [DataRow("\"c d\"@e", "From \"c d\"@e Mon Jan  5 04:03:02 2026")]
    [DataRow("", "From MAILER-DAEMON Mon Jan  5 04:03:02 2026")]
    [DataRow("a\n\nFrom b", "From MAILER-DAEMON Mon Jan  5 04:03:02 2026")]
    public void Write_Sender_StandsBeforeUniversalTime(string sender, string line)
    {
        var written = FromLine.Write(sender, new DateTimeOffset(2026, 1, 5, 6, 3, 2, TimeSpan.FromHours(2)));

        Assert.AreEqual(line, written);
        Assert.IsTrue(FromLine.IsOne(Encoding.Latin1.GetBytes(written)));
    }

    [TestMethod]
    public void Write_EndlessSender_IsLeftOut() =>
        Assert.AreEqual("From MAILER-DAEMON Thu Jan  1 00:00:00 1970", FromLine.Write(new string('x', 10_000), DateTimeOffset.UnixEpoch));
}
