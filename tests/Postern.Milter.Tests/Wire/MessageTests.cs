using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Tests.Wire;

/// <summary>Payloads as bytes (Latin-1, <c>|</c> for NUL), what is read from them, and that writing gives the same frame again.</summary>
[TestClass]
public sealed class MessageTests
{
    [TestMethod]
    [DataRow("host|4\u0001\u0002192.0.2.1|", "host", ClientFamily.IPv4, 258, "192.0.2.1", true)]
    [DataRow("host|L||/run/x|", "host", ClientFamily.Unix, 0, "/run/x", true)]
    [DataRow("host|U", "host", ClientFamily.Unknown, 0, "", true)]
    [DataRow("host|6\u0001\u0002IPv6:::1|", "host", ClientFamily.IPv6, 258, "::1", false)]
    [DataRow("host|6\u0001\u0002ipv6:::1|", "host", ClientFamily.IPv6, 258, "::1", false)]
    [DataRow("host|4\u0001", "host", ClientFamily.IPv4, 0, "\u0001", false)]
    [DataRow("host|", "host", ClientFamily.Unknown, 0, "", false)]
    [DataRow("host", "host", ClientFamily.Unknown, 0, "", false)]
    [DataRow("|4|", "", ClientFamily.IPv4, 0, "", false)]
    public void Connect_Payload_IsReadAndWrittenAgain(
        string payload, string host, ClientFamily family, int port, string address, bool same)
    {
        Assert.IsTrue(ConnectCommand.TryRead(Bytes(payload), out var message));
        Assert.AreEqual(host, Text(message.Client.HostName));
        Assert.AreEqual(family, message.Client.Family);
        Assert.AreEqual(port, message.Client.Port);
        Assert.AreEqual(address, Text(message.Client.Address));
        if (same)
            Assert.AreEqual("C" + payload, Written(message.Write));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("host|5|||")]
    public void Connect_MalformedPayload_IsRefused(string payload) =>
        Assert.IsFalse(ConnectCommand.TryRead(Bytes(payload), out _));

    [TestMethod]
    [DataRow("<a@b>|", "<a@b>", "")]
    [DataRow("<>|SIZE=1|", "<>", "SIZE=1|")]
    [DataRow("<a@b>", "<a@b>", "")]
    public void Envelope_Payload_IsRead(string payload, string address, string arguments)
    {
        Assert.IsTrue(EnvelopeCommand.TryRead(CommandCode.Mail, Bytes(payload), out var message));
        Assert.AreEqual(address, Text(message.Envelope.Address));
        Assert.AreEqual(arguments, Text(message.Envelope.Arguments));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("|")]
    public void Envelope_EmptyAddress_IsRefused(string payload) =>
        Assert.IsFalse(EnvelopeCommand.TryRead(CommandCode.Rcpt, Bytes(payload), out _));

    [TestMethod]
    [DataRow("A|1|", "A", "1")]
    [DataRow("A||", "A", "")]
    [DataRow("A|", "A", "")]
    [DataRow("A|1", "A", "1")]
    public void Header_Payload_IsRead(string payload, string name, string value)
    {
        Assert.IsTrue(HeaderCommand.TryRead(Bytes(payload), out var message));
        Assert.AreEqual(name, Text(message.Field.Name));
        Assert.AreEqual(value, Text(message.Field.Value));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("||")]
    public void Header_EmptyName_IsRefused(string payload) => Assert.IsFalse(HeaderCommand.TryRead(Bytes(payload), out _));

    [TestMethod]
    [DataRow("hX-A|1|")]
    [DataRow("i||||X-A|1|")]
    [DataRow("m|||\u0001X-A||")]
    public void HeaderReply_Frame_IsReadAndWrittenAgain(string frame)
    {
        Assert.IsTrue(HeaderReply.TryRead((ReplyCode)frame[0], Bytes(frame[1..]), out var message));
        Assert.AreEqual(frame, Written(message.Write));
    }

    [TestMethod]
    [DataRow("hX-A|")]
    [DataRow("h|1|")]
    [DataRow("hX-A|1|2|")]
    [DataRow("i|||")]
    public void HeaderReply_MalformedPayload_IsRefused(string frame) =>
        Assert.IsFalse(HeaderReply.TryRead((ReplyCode)frame[0], Bytes(frame[1..]), out _));

    [TestMethod]
    [DataRow("+<a@b>|")]
    [DataRow("-<a@b>|")]
    [DataRow("2<a@b>|NOTIFY=NEVER|")]
    [DataRow("e<a@b>|RET=FULL|")]
    [DataRow("e<a@b>|")]
    public void AddressReply_Frame_IsReadAndWrittenAgain(string frame)
    {
        Assert.IsTrue(AddressReply.TryRead((ReplyCode)frame[0], Bytes(frame[1..]), out var message));
        Assert.AreEqual(frame, Written(message.Write));
    }

    [TestMethod]
    public void OptionNegotiation_Payload_IsReadAndWrittenAgain()
    {
        const string Frame = "O|||\u0006||\u0001\u00FF|\u001F\u00FF\u00FF|||\u0002i {x}|";
        Assert.IsTrue(OptionNegotiation.TryRead(Bytes(Frame[1..]), out var message));
        Assert.AreEqual(6u, message.Version);
        Assert.AreEqual(MilterActions.All, message.Actions);
        Assert.AreEqual(0x1FFFFFu, (uint)message.Steps);
        var rest = message.MacroLists;
        Assert.IsTrue(OptionNegotiation.TryReadMacroList(ref rest, out var stage, out string names));
        Assert.AreEqual(MacroListStage.Mail, stage);
        Assert.AreEqual("i {x}", names);
        Assert.AreEqual(Frame, Written(message.Write));
    }

    [TestMethod]
    [DataRow("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001", "a TLS handshake")]
    [DataRow("HTTP", "GET / HTTP/1.1\r\n", "an HTTP request")]
    [DataRow("SMTP", "EHLO example.org\r\n", "ASCII text")]
    [DataRow("frame", "\u00FF\u00FF\u00FF\u00FFO", null)]
    public void ForeignProtocol_FirstBytes_AreNamed(string name, string start, string? expected)
    {
        string? found = ForeignProtocol.Describe(Encoding.Latin1.GetBytes(start));
        Assert.AreEqual(expected is null, found is null, name);
        StringAssert.StartsWith(found ?? "", expected ?? "");
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\0'));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span).Replace('\0', '|');

    private static string Written(Action<FrameWriter> write)
    {
        using var writer = new FrameWriter();
        write(writer);
        var frame = writer.Written.Span;
        Assert.AreEqual(FrameStatus.Complete, FrameReader.Read(frame, 1 << 20, out var header));
        Assert.AreEqual(frame.Length, header.TotalBytes);
        return Encoding.Latin1.GetString(frame[4..]).Replace('\0', '|');
    }
}
