
namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class MessageSizeFunctionsTests
{
    // Bytes of the message, its header and body; lines likewise.
    [TestMethod]
    [DataRow("Subject: one\nFrom: a@b\n folded\n\nbody1\nbody2\n", "44 32 12 6 4 2", DisplayName = "Sizes_Plain")]
    [DataRow("Subject: one\n\nbody1\nbody2", "25 14 11 3 2 1", DisplayName = "Sizes_LastLineOpen")]
    [DataRow("Subject: one\n", "14 14 0 2 2 0", DisplayName = "Sizes_HeaderAlone")]
    [DataRow("Subject: one", "14 14 0 2 2 0", DisplayName = "Sizes_HeaderLineOpen")]
    [DataRow("\nbody\n", "6 1 5 2 1 1", DisplayName = "Sizes_BodyAlone")]
    [DataRow("", "1 1 0 1 1 0", DisplayName = "Sizes_Empty")]
    [DataRow("Subject:x\nA:   two\nB:\tq\nC:\nD: \n e\n\nbody\n", "40 35 5 8 7 1", DisplayName = "Sizes_BlanksBeforeValues_AreOne")]
    [DataRow("Subject: a\n\nbody1\r\nbody2\r\n", "26 12 14 4 2 2", DisplayName = "Sizes_CrLfInTheBodyAlone_IsKept")]
    [DataRow("Subject: a\r\n b\r\n\r\nbody1\r\nbo\rdy2\r\n", "28 15 13 5 3 2", DisplayName = "Sizes_CrLfThroughout_IsLf")]
    [DataRow("From a@b Mon Jan  1 00:00:00 2020\nSubject: x\n\nbody\n", "17 12 5 3 2 1", DisplayName = "Sizes_EnvelopeLine_IsDropped")]
    public async Task Sizes_Message_AreThoseOfItsText(string text, string expected)
    {
        var lab = new MessageLab();
        long message = await lab.OpenAsync(text);

        Assert.AreEqual(expected, await DescribeAsync(lab, message));
    }

    [TestMethod]
    public async Task Sizes_MessageUnderWay_AreThoseOfLf()
    {
        var lab = new MessageLab(new StoredText("pre\r\n--xx\r\n\r\na\r\nb\r\n--xx--\r\n", ("Subject", " one"), ("X", " a\n folded"), ("Y", "   b "), ("Content-Type", " multipart/mixed; boundary=xx")));
        long message = lab.Current.Current(lab.Context);

        Assert.AreEqual("97 76 21 12 6 6", await DescribeAsync(lab, message));
        Assert.AreEqual("29 26 3 3 2 1", await DescribeAsync(lab, lab.Parts.GetPart(lab.Context, message, 1)));
        Assert.AreEqual("Subject: one\nX: a\n folded\nY: b \nContent-Type: multipart/mixed; boundary=xx\n\npre\n--xx\n\na\nb\n--xx--\n", await lab.CopyAsync(message));
    }

    [TestMethod]
    public async Task Sizes_LargeMessage_AreRight()
    {
        var lab = new MessageLab();
        long message = await lab.OpenAsync("A: b\r\n\r\n" + string.Concat(Enumerable.Repeat("0123456789\r\n", 500_000)));

        Assert.AreEqual("5500006 6 5500000 500002 2 500000", await DescribeAsync(lab, message));
    }

    [TestMethod]
    [DataRow(0L, "2 message_size: message not open")]
    [DataRow(1023L, "2 message_size: message not open")]
    [DataRow(1024L, "11 message_size: invalid message descriptor")]
    [DataRow(-1L, "11 message_size: invalid message descriptor")]
    [DataRow(long.MinValue, "11 message_size: invalid message descriptor")]
    public async Task Size_NoMessage_IsAnException(long descriptor, string expected)
    {
        var lab = new MessageLab();

        Assert.AreEqual(expected, await MessageLab.FailureAsync(async () => await lab.Sizes.Size(lab.Context, descriptor)));
    }

    private static async Task<string> DescribeAsync(MessageLab lab, long message) =>
        $"{await lab.Sizes.Size(lab.Context, message)} {lab.Sizes.HeaderSize(lab.Context, message)} {await lab.Sizes.BodySize(lab.Context, message)} "
        + $"{await lab.Sizes.Lines(lab.Context, message)} {lab.Sizes.HeaderLines(lab.Context, message)} {await lab.Sizes.BodyLines(lab.Context, message)}";
}
