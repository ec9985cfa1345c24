namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class MessageCopyFunctionsTests
{
    private const string Russian = "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XUCg==\n";

    private readonly MessageLab _lab = new();

    [TestMethod]
    [DataRow("", "8NLJ18XUCg==\n")]
    [DataRow("mimedecode", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\n")]
    [DataRow(" mimedecode | charset(utf-8) | quoted-printable", "=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82\n")]
    [DataRow("charset(utf-8)", "8NLJ18XUCg==\n")]
    [DataRow("mimedecode|charset", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\n")]
    [DataRow("mimedecode|charset()", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\n")]
    [DataRow("mimedecode|charset(ascii)|xml", "\\360\\322\\311\\327\\305\\324\n")]
    [DataRow("mimedecode|charset(\"ascii\", copy-pass)", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\n")]
    [DataRow("mimedecode|iconv(koi8-r,utf-8)|base64", "0J/RgNC40LLQtdGCCg==")]
    public async Task CopyBody_Pipe_Decodes(string pipe, string expected) =>
        Assert.AreEqual(expected, await _lab.CopyBodyAsync(await _lab.OpenAsync(Russian), pipe));

    [TestMethod]
    [DataRow("mimedecode|charset(ascii,none)", "20 message_body_to_stream: illegal byte sequence")]
    [DataRow("mimedecode|charset(ascii,bogus)|xml", "2 message_body_to_stream: failed to create filter charset: Invalid argument, near charset(ascii,bogus)")]
    [DataRow("mimedecode|charset(utf-8,none,more)", "2 message_body_to_stream: failed to create filter charset: Operation failed, near charset(utf-8,none,more)")]
    [DataRow("mimedecode|charset(a|b)", "2 message_body_to_stream: failed to create filter charset: Operation failed, near charset(a|b)")]
    [DataRow("nosuch", "2 message_body_to_stream: failed to create filter nosuch: Requested item not found, near nosuch")]
    [DataRow("mimedecode|", "2 message_body_to_stream: expected filter name, but found \"\", near ")]
    [DataRow("base64|mimedecode", "2 message_body_to_stream: mimedecode stands at the beginning of a pipe only")]
    public async Task CopyBody_WrongPipe_IsAnException(string pipe, string expected)
    {
        long message = await _lab.OpenAsync(Russian);

        Assert.AreEqual(expected, await MessageLab.FailureAsync(async () => await _lab.CopyBodyAsync(message, pipe)));
    }

    [TestMethod]
    [DataRow("a), crlf | iconv(utf-8,utf-16")]
    [DataRow("no such set")]
    public async Task CopyBody_CharsetOfTheMessageThatIsNoName_IsNotPartOfThePipe(string charset)
    {
        long message = await _lab.OpenAsync($"Content-Type: text/plain; charset=\"{charset}\"\n\na\n");

        Assert.AreEqual(
            "2 message_body_to_stream: failed to create filter charset: Operation failed, near charset(utf-8)",
            await MessageLab.FailureAsync(async () => await _lab.CopyBodyAsync(message, "mimedecode|charset(utf-8)")));
    }

    [TestMethod]
    public async Task CopyBody_NoCharset_KeepsTheBytes() =>
        Assert.AreEqual("h\u00c3\u00a9\n", await _lab.CopyBodyAsync(await _lab.OpenAsync("A: b\n\nh\u00c3\u00a9\n"), "mimedecode|charset(iso-8859-1,none)"));

    [TestMethod]
    public async Task CopyBody_UnknownEncoding_IsAFailure()
    {
        long message = await _lab.OpenAsync("Content-Transfer-Encoding: x-unknown\n\na\n");

        Assert.AreEqual(
            "2 message_body_to_stream: failed to create filter mimedecode: Requested item not found, near mimedecode",
            await MessageLab.FailureAsync(async () => await _lab.CopyBodyAsync(message, "mimedecode")));
    }

    [TestMethod]
    public async Task CopyBody_TextOfTheMessageUnderWay_HasLfButBinaryDataStays()
    {
        var lab = new MessageLab(new StoredText("a=\r\nb\r\n", ("Content-Transfer-Encoding", " quoted-printable")));
        var binary = new MessageLab(new StoredText("YQ0KYg0K\r\n", ("Content-Transfer-Encoding", " base64")));

        Assert.AreEqual("ab\n", await lab.CopyBodyAsync(lab.Current.Current(lab.Context), "mimedecode"));
        Assert.AreEqual("a\r\nb\r\n", await binary.CopyBodyAsync(binary.Current.Current(binary.Context), "mimedecode"));
    }

    [TestMethod]
    public async Task CopyMessage_Chain_FiltersIt()
    {
        long message = await _lab.OpenAsync("Subject:x\n\nFrom me\n");

        Assert.AreEqual("Subject: x\r\n\r\n>From me\r\n", await _lab.CopyAsync(message, "from + crlf"));
        Assert.AreEqual("Subject: x\n\nFrom me\n", await _lab.CopyAsync(message));
        Assert.AreEqual(
            "2 message_to_stream: mu_filter_chain_create(\"mimedecode\"): Requested item not found",
            await MessageLab.FailureAsync(async () => await _lab.CopyAsync(message, "mimedecode")));
        Assert.AreEqual("11 invalid file descriptor", await MessageLab.FailureAsync(() => _lab.Copies.CopyMessage(_lab.Context, 77, message)));
        Assert.AreEqual("2 message_to_stream: message not open", await MessageLab.FailureAsync(() => _lab.Copies.CopyMessage(_lab.Context, 77, 9)));
    }
}
