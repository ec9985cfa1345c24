using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Milter.Tests.Client;

[TestClass]
public sealed class MailMessageTests
{
    [TestMethod]
    public void Parse_WellFormed_RoundTrips()
    {
        byte[] text = "A: 1\r\nB:\t2 \r\n\tfolded\r\nC:\r\n\r\nbody\0\r\n..\r\n"u8.ToArray();
        CollectionAssert.AreEqual(text, MailMessage.Parse(text).ToArray());
    }

    [TestMethod]
    [DataRow("A: 1\n\nbody\n", "A: 1\r\n\r\nbody\r\n", DisplayName = "bare LF")]
    [DataRow("From x\nA: 1\n\nbody\n", "A: 1\r\n\r\nbody\r\n", DisplayName = "mbox line")]
    [DataRow("A: 1\nno field\n", "A: 1\r\n\r\nno field\r\n", DisplayName = "header ended by text")]
    [DataRow("A: 1", "A: 1\r\n\r\n", DisplayName = "no line end")]
    [DataRow("", "\r\n", DisplayName = "empty")]
    public void Parse_Odd_IsReadAsAnMtaDoes(string text, string expected) =>
        Assert.AreEqual(expected, Encoding.Latin1.GetString(MailMessage.Parse(Encoding.Latin1.GetBytes(text)).ToArray()));

    [TestMethod]
    [DataRow("A:  1", false, " 1")]
    [DataRow("A:  1", true, "  1")]
    [DataRow("A:\t1", false, "\t1")]
    [DataRow("A:1", false, "1")]
    public void MilterValue_BlankAfterColon_IsEatenOnceUnlessNegotiated(string line, bool leadingSpace, string value) =>
        Assert.AreEqual(value, MailMessage.Parse(Encoding.Latin1.GetBytes(line)).Header.Single().MilterValue(leadingSpace));

    [TestMethod]
    public void MilterValue_Folds_AreLf() =>
        Assert.AreEqual("a\n b", MailMessage.Parse("A: a\r\n b\r\n"u8).Header.Single().MilterValue(false));

    [TestMethod]
    [DataRow(0, "X,A,B,A")]
    [DataRow(1, "X,A,B,A")]
    [DataRow(2, "A,X,B,A")]
    [DataRow(9, "A,B,A,X")]
    public void InsertHeader_Index_CountsTheMtasOwnReceived(int index, string names) =>
        Assert.AreEqual(names, Names(Changed(new MessageModification.InsertHeader(index, "X", "x"))));

    [TestMethod]
    public void InsertHeader_ZeroThenOne_SecondIsBelowTheFirst()
    {
        var message = Changed(new MessageModification.InsertHeader(0, "X", "x"));
        message.Apply(new MessageModification.InsertHeader(1, "Y", "y"), leadingSpace: false);
        Assert.AreEqual("X,Y,A,B,A", Names(message));
    }

    [TestMethod]
    [DataRow(1, "A: new|B: 2|A: 3")]
    [DataRow(2, "A: 1|B: 2|A: new")]
    [DataRow(3, "A: 1|B: 2|A: 3|a: new")]
    public void ChangeHeader_Index_CountsInstancesOfTheName(int index, string header)
    {
        string[] fields = [.. Changed(new MessageModification.ChangeHeader("a", index, "new")).Header.Select(h => $"{h.Name}:{h.Rest}")];
        Assert.AreEqual(header.ToUpperInvariant(), string.Join('|', fields).ToUpperInvariant());
    }

    [TestMethod]
    [DataRow(1, "B,A")]
    [DataRow(2, "A,B")]
    [DataRow(3, "A,B,A")]
    public void ChangeHeader_EmptyValue_Deletes(int index, string names) =>
        Assert.AreEqual(names, Names(Changed(new MessageModification.ChangeHeader("A", index, ""))));

    [TestMethod]
    [DataRow(false, "X: v\r\n w")]
    [DataRow(true, "X:v\r\n w")]
    public void AddHeader_Value_GetsABlankUnlessNegotiated(bool leadingSpace, string line)
    {
        var message = MailMessage.Parse(""u8);
        message.Apply(new MessageModification.AddHeader("X", "v\n w"), leadingSpace);
        Assert.AreEqual($"{line}\r\n\r\n", Encoding.Latin1.GetString(message.ToArray()));
    }

    [TestMethod]
    public void Recipients_DeleteThenAddTheSame_KeepsIt()
    {
        var message = MailMessage.Parse(""u8);
        message.Recipients.Add("<a@b>");
        message.Apply(new MessageModification.DeleteRecipient("<a@b>"), false);
        message.Apply(new MessageModification.AddRecipient("a@b"), false);
        message.Apply(new MessageModification.AddRecipient("<a@b>"), false);
        CollectionAssert.AreEqual(new[] { "<a@b>" }, message.Recipients.ToArray());
    }

    [TestMethod]
    public void Sender_BodyAndQuarantine_AreTaken()
    {
        var message = MailMessage.Parse("A: 1\r\n\r\nold"u8);
        message.Apply(new MessageModification.ChangeSender("x@y", "RET=HDRS"), false);
        message.Apply(new MessageModification.ReplaceBody("new"u8.ToArray()), false);
        message.Apply(new MessageModification.Quarantine("why"), false);
        Assert.AreEqual("<x@y> RET=HDRS new why",
            $"{message.Sender} {message.SenderArguments[0]} {Encoding.Latin1.GetString(message.Body.Span)} {message.QuarantineReason}");
    }

    private static MailMessage Changed(MessageModification change)
    {
        var message = MailMessage.Parse("A: 1\r\nB: 2\r\nA: 3\r\n\r\n"u8);
        message.Apply(change, leadingSpace: false);
        return message;
    }

    private static string Names(MailMessage message) => string.Join(',', message.Header.Select(h => h.Name));
}
