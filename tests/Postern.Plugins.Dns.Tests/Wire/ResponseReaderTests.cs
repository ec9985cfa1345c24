using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Tests.Wire;

[TestClass]
public sealed class ResponseReaderTests
{
    private const ushort Id = 0x1234;

    [TestMethod]
    [DataRow(DnsRecordType.A, new byte[] { 192, 0, 2, 1 }, 0, "192.0.2.1")]
    [DataRow(DnsRecordType.Aaaa, new byte[] { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0, "2001:db8::1")]
    [DataRow(DnsRecordType.NS, new byte[] { 1, (byte)'N', 0xC0, 12 }, 0, "N.example.test")]
    [DataRow(DnsRecordType.Ptr, new byte[] { 2, (byte)'a', (byte)'.', 0 }, 0, @"a\.")]
    [DataRow(DnsRecordType.MX, new byte[] { 0, 10, 0 }, 10, ".")]
    [DataRow(DnsRecordType.Txt, new byte[] { 2, (byte)'a', 0xFF, 0, 1, 0 }, 0, "a\u00ff\0")]
    [DataRow(DnsRecordType.Srv, new byte[] { 0, 1, 0, 2, 0, 25, 1, (byte)'h', 0 }, 1, "2 25 h")]
    [DataRow(DnsRecordType.Tlsa, new byte[] { 3, 1, 1, 0xAB }, 0, "3 1 1 ab")]
    [DataRow(DnsRecordType.Soa, new byte[] { 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5 }, 0, ". . 1 2 3 4 5")]
    [DataRow((DnsRecordType)99, new byte[] { 1, 2 }, 0, @"\# 2 0102")]
    [DataRow((DnsRecordType)99, new byte[0], 0, @"\# 0")]
    public void TryRead_Data_HasItsTextForm(DnsRecordType type, byte[] data, int preference, string expected)
    {
        var (question, query) = Ask(type);
        byte[] message = MessageText.To(query, answers: 1).Record("example.test", type, 300, text => text.Raw(data)).ToArray();

        Assert.IsTrue(ResponseReader.TryRead(message, Id, question, out var response));
        Assert.AreEqual(new DnsRecord(type, "example.test", preference, expected, TimeSpan.FromSeconds(300)), response.Answers.Single().Record);
    }

    [TestMethod]
    [DataRow(DnsRecordType.A, new byte[] { 192, 0, 2 })]
    [DataRow(DnsRecordType.A, new byte[] { 192, 0, 2, 1, 0 })]
    [DataRow(DnsRecordType.Aaaa, new byte[] { 1 })]
    [DataRow(DnsRecordType.NS, new byte[] { 1, (byte)'a' })]
    [DataRow(DnsRecordType.NS, new byte[] { 0, 0 })]
    [DataRow(DnsRecordType.NS, new byte[] { 0xC0, 0xFF })]
    [DataRow(DnsRecordType.NS, new byte[] { 0x41, 0 })]
    [DataRow(DnsRecordType.MX, new byte[] { 0 })]
    [DataRow(DnsRecordType.Txt, new byte[] { 5, 1 })]
    [DataRow(DnsRecordType.Srv, new byte[] { 0, 1, 0, 2, 0 })]
    [DataRow(DnsRecordType.Tlsa, new byte[] { 3, 1 })]
    [DataRow(DnsRecordType.Soa, new byte[] { 0, 0, 1 })]
    public void TryRead_WrongData_IsRefused(DnsRecordType type, byte[] data)
    {
        var (question, query) = Ask(type);
        byte[] message = MessageText.To(query, answers: 1).Record("example.test", type, 300, text => text.Raw(data)).ToArray();

        Assert.IsFalse(ResponseReader.TryRead(message, Id, question, out _));
    }

    [TestMethod]
    [DataRow(new byte[] { 0xC0, 30 })]
    [DataRow(new byte[] { 0xC0, 32 })]
    [DataRow(new byte[] { 1, (byte)'a', 0xC0, 30 })]
    [DataRow(new byte[] { 0xC0 })]
    public void TryRead_PointerInACircle_IsRefused(byte[] owner)
    {
        var (question, query) = Ask(DnsRecordType.A);
        byte[] message = MessageText.To(query, answers: 1).Raw(owner).Number(1).Number(1).Seconds(1).Number(4).Raw(1, 2, 3, 4).ToArray();

        Assert.AreEqual(30, message.AsSpan().IndexOf(owner));
        Assert.IsFalse(ResponseReader.TryRead(message, Id, question, out _));
    }

    [TestMethod]
    public void TryRead_NameThatPointersMakeTooLong_IsRefused()
    {
        var (question, query) = Ask(DnsRecordType.A);
        var text = MessageText.To(query, answers: 60);
        int target = 12;
        for (int i = 0; i < 60; i++)
        {
            int here = text.ToArray().Length;
            text.Raw(4, 1, 2, 3, 4).Number(0xC000 | target).Number(1).Number(1).Seconds(1).Number(4).Raw(1, 2, 3, 4);
            target = here;
        }

        Assert.IsFalse(ResponseReader.TryRead(text.ToArray(), Id, question, out _));
    }

    [TestMethod]
    [DataRow(0x8180, 1, 0, DisplayName = "fewer answers than said")]
    [DataRow(0x8180, 65535, 0, DisplayName = "65,535 answers")]
    [DataRow(0x8180, 0, 65535, DisplayName = "65,535 authorities")]
    public void TryRead_CountsThatLie_AreRefused(int flags, int answers, int authorities)
    {
        var (question, query) = Ask(DnsRecordType.A);

        Assert.IsFalse(ResponseReader.TryRead(MessageText.To(query, flags, answers, authorities).ToArray(), Id, question, out _));
    }

    [TestMethod]
    public void IsAnswerTo_AnotherIdNameTypeOrClass_IsNone()
    {
        var (question, query) = Ask(DnsRecordType.A);
        byte[] good = MessageText.To(query).ToArray();

        Assert.IsTrue(ResponseReader.IsAnswerTo(good, Id, question));
        Assert.IsFalse(ResponseReader.IsAnswerTo(good, Id + 1, question));
        Assert.IsFalse(ResponseReader.IsAnswerTo(good, Id, EngineLab.Question("example.tesx")));
        Assert.IsFalse(ResponseReader.IsAnswerTo(good, Id, EngineLab.Question("example.test", DnsRecordType.MX)));
        Assert.IsFalse(ResponseReader.IsAnswerTo(query, Id, question), "a query is no answer");
        for (int length = 0; length < good.Length; length++)
            Assert.IsFalse(ResponseReader.IsAnswerTo(good.AsSpan(0, length), Id, question), $"{length} bytes of it");
        foreach (int flags in new[] { 0x0180, 0x8980, 0xF980 })
            Assert.IsFalse(ResponseReader.IsAnswerTo(MessageText.To(query, flags).ToArray(), Id, question), $"{flags:x}");
        good[^1] = 3;
        Assert.IsFalse(ResponseReader.IsAnswerTo(good, Id, question), "class CH");
    }

    [TestMethod]
    public void TryRead_RecordsOfOthersAndOtherTypes_AreToldByTheirOwners()
    {
        var (question, query) = Ask(DnsRecordType.A);
        byte[] message = MessageText.To(query, answers: 3)
            .Record("x.test", DnsRecordType.Txt, 1, data => data.Raw(1, 2))
            .Address("Other.Test", "192.0.2.7")
            .Alias("example.test", "other.test").ToArray();

        Assert.IsTrue(ResponseReader.TryRead(message, Id, question, out var response));
        CollectionAssert.AreEqual(new[] { "other.test", "example.test" }, response.Answers.Select(static answer => answer.Owner.ToString()).ToArray());
        Assert.AreEqual("other.test", response.Answers[1].Target.ToString());
    }

    [TestMethod]
    [DataRow(60u, 3600u, 60)]
    [DataRow(3600u, 60u, 60)]
    [DataRow(0x8000_0000u, 60u, 0)]
    [DataRow(60u, 0xFFFF_FFFFu, 60)]
    public void TryRead_Authority_TellsHowLongNothingIsBelieved(uint seconds, uint minimum, int expected)
    {
        var (question, query) = Ask(DnsRecordType.A);

        Assert.IsTrue(ResponseReader.TryRead(MessageText.To(query, 0x8183, authorities: 1).Authority("test", seconds, minimum).ToArray(), Id, question, out var response));
        Assert.AreEqual(ResponseCode.NameError, response.Code);
        Assert.AreEqual(TimeSpan.FromSeconds(expected), response.NegativeTimeToLive);
    }

    [TestMethod]
    public void TryRead_ServersInsteadOfAnswers_IsAReferral()
    {
        var (question, query) = Ask(DnsRecordType.A);

        Assert.IsTrue(ResponseReader.TryRead(
            MessageText.To(query, authorities: 1).Record("test", DnsRecordType.NS, 1, data => data.Name("ns.test")).ToArray(), Id, question, out var response));
        Assert.IsTrue(response.IsReferral);
    }

    private static (DnsQuestion Question, byte[] Query) Ask(DnsRecordType type)
    {
        var question = EngineLab.Question("example.test", type);
        byte[] buffer = new byte[QueryWriter.MostBytes];
        return (question, buffer[..QueryWriter.Write(buffer, Id, question, hasExtension: true)]);
    }
}
