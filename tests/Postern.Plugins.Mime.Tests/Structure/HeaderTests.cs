using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Structure;

[TestClass]
public sealed class HeaderTests
{
    // Fields as NAME=BODY, separated by a bar, then where the body begins.
    [TestMethod]
    [DataRow("A: 1\nB:2\n\nbody", "A= 1|B=2@13")]
    [DataRow("A: 1\n 2\n\t3\nB: \n\n", "A= 1\r\n 2\r\n\t3|B= @21")]
    [DataRow("\nbody", "@2")]
    [DataRow("", "@0")]
    [DataRow("A: 1", "A= 1@4")]
    [DataRow("A: 1\n", "A= 1@6")]
    [DataRow("A : 1\n\n", "A= 1@9")]
    [DataRow("A\t \t: 1\n\n", "A= 1@11")]
    [DataRow("body without a header\n\nmore", "@0")]
    [DataRow("A: 1\nno field\nB: 2\n\n", "A= 1@6")]
    [DataRow("From a@b Mon Jan  1 00:00:00 2024\nA: 1\n\n", "A= 1@43")]
    [DataRow("A: 1\n>From a@b\n folded\nB: 2\n\n", "A= 1|B= 2@34")]
    [DataRow(" fold of nothing\nA: 1\n\n", "A= 1@26")]
    [DataRow(": no name\nA: 1\n\n", "A= 1@19")]
    [DataRow("A: 1\n \t\n 2\nB: 3\n\n", "A= 1\r\n \t\r\n 2|B= 3@22")]
    [DataRow("A:\0\u00ff\n\n", "A=\0\u00ff@8")]
    [DataRow("A: x\ry\n\n", "A= x\ry@10")]
    [DataRow("N\u00e4me: x\n\n", "@0")]
    [DataRow("Na me: x\n\n", "@0")]
    public void Header_AsReceived_IsReadAsMailProgramsDo(string text, string expected)
    {
        var message = Mail.Read(text);

        Assert.AreEqual(expected, Fields(message));
        Assert.AreEqual(message.BodyOffset, message.Root.BodyOffset);
    }

    [TestMethod]
    [DataRow("A: 1\n 2\nB: 3\n\nx", "A= 1\n 2|B= 3@14")]
    [DataRow("A: 1\r\nB: 2\n\r\nx", "A= 1|B= 2@13")]
    [DataRow("A: 1\nB: 2\r\n\nx", "A= 1|B= 2@12")]
    [DataRow("A: 1\r\r\n\r\n", "A= 1\r@9")]
    public void Header_AnyLineEnd_EndsFields(string text, string expected) =>
        Assert.AreEqual(expected, Fields(Mail.ReadBytes(System.Text.Encoding.Latin1.GetBytes(text))));

    [TestMethod]
    public void Header_CarriageReturnsOnly_EndLines() =>
        Assert.AreEqual("A= 1|B= 2@11", Fields(Mail.ReadBytes("A: 1\rB: 2\r\rbody\r"u8.ToArray())));

    [TestMethod]
    public void Field_OffsetAndLength_CoverItsBytes()
    {
        const string text = "A: 1\n 2\nBad line of nobody: x\nC: 3\n\n";
        byte[] bytes = Mail.Bytes(text);

        var fields = Mail.ReadBytes(bytes).Header;

        CollectionAssert.AreEqual(
            new[] { "A: 1\r\n 2\r\n" },
            fields.Select(field => Mail.Text(bytes.AsMemory((int)field.Offset, field.Length))).ToArray());
        Assert.AreEqual(" 1\r\n 2", Mail.Text(fields[0].Field.Body));
        Assert.AreEqual("1\r\n 2", Mail.Text(fields[0].Value));
    }

    [TestMethod]
    [DataRow("A : 1\n\n", MessageAnomalies.SpaceBeforeColon)]
    [DataRow("A: 1\n \n\n", MessageAnomalies.BlankFold)]
    [DataRow("A: 1\nno field\n", MessageAnomalies.MalformedHeader)]
    [DataRow("A: \u00e4\n\n", MessageAnomalies.EightBitHeader)]
    [DataRow("A: \0\n\n", MessageAnomalies.NulByte)]
    [DataRow("A: 1\rB: 2\n\n", MessageAnomalies.BareCarriageReturn)]
    [DataRow(": 1\n\n", MessageAnomalies.BadFieldName | MessageAnomalies.MalformedHeader)]
    [DataRow("A(comment): 1\n\n", MessageAnomalies.BadFieldName)]
    [DataRow("From: a\nFrom: b\n\n", MessageAnomalies.RepeatedSingleton)]
    [DataRow("Subject: a\nsubject: b\n\n", MessageAnomalies.RepeatedSingleton)]
    [DataRow("Date: a\nDATE: b\n\n", MessageAnomalies.RepeatedSingleton)]
    [DataRow("Received: a\nReceived: b\n\n", MessageAnomalies.None)]
    [DataRow("MIME-Version: 1.0\nMIME-Version: 1.0\n\n", MessageAnomalies.RepeatedContentField)]
    [DataRow("Content-Type: text/plain\n\n", MessageAnomalies.MissingMimeVersion)]
    [DataRow("A: 1\nB: 2\n\nbody\n", MessageAnomalies.None)]
    public void Header_Irregular_IsReported(string text, MessageAnomalies expected) => Assert.AreEqual(expected, Mail.Read(text).Anomalies);

    [TestMethod]
    [DataRow(998, MessageAnomalies.None)]
    [DataRow(999, MessageAnomalies.LongLine)]
    public void Line_LongerThanAllowed_IsReported(int length, MessageAnomalies expected) =>
        Assert.AreEqual(expected, Mail.Read($"A: 1\n\n{new string('x', length)}\n").Anomalies);

    [TestMethod]
    public void LineFeeds_AmongFullLineEnds_AreReported()
    {
        Assert.AreEqual(MessageAnomalies.BareLineFeed, Mail.ReadBytes("A: 1\r\n\r\na\nb\r\n"u8.ToArray()).Anomalies);
        Assert.AreEqual(MessageAnomalies.None, Mail.ReadBytes("A: 1\n\na\nb\n"u8.ToArray()).Anomalies);
    }

    [TestMethod]
    public void HeaderBytes_AboveLimit_EndTheFieldsButNotTheHeader()
    {
        var message = Mail.Read($"A: 1\nB: {new string('x', 100)}\n folded\nC: 3\n\nbody", new MessageLimits { HeaderBytes = 50 });

        Assert.AreEqual("A= 1", Fields(message)[..4]);
        Assert.AreEqual("body", Mail.Text(message.Root.Body));
        Assert.AreEqual(MessageAnomalies.LimitReached, message.Anomalies);
    }

    [TestMethod]
    public void HeaderFields_AboveLimit_AreLeftOut()
    {
        var message = Mail.Read("A: 1\nB: 2\nC: 3\n folded\n\nbody", new MessageLimits { HeaderFields = 2 });

        Assert.AreEqual("A= 1|B= 2@29", Fields(message));
        Assert.AreEqual(MessageAnomalies.LimitReached, message.Anomalies);
    }

    private static string Fields(IMailMessage message) =>
        string.Join('|', message.Header.Select(static field => $"{Mail.Text(field.Name)}={Mail.Text(field.Field.Body)}")) + $"@{message.BodyOffset}";
}
