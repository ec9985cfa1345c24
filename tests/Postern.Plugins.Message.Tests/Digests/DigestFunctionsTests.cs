using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.Tests.Digests;

[TestClass]
public sealed class DigestFunctionsTests
{
    private const string Digest = """
        From: me@x.org
        Subject: digest

        ------- one

        From: a@x
        Subject: first

        body one
        - - dashed
        -dash

        ------- two


        From: b@x
        Content-Transfer-Encoding: base64

        YWJj

        ------- end

        """;

    private readonly MessageLab _lab = new();

    [TestMethod]
    public async Task Burst_Digest_IsAMultipartOfItsMessages()
    {
        long message = await BurstAsync(Digest);

        Assert.IsTrue(_lab.Parts.IsMultipart(_lab.Context, message));
        Assert.AreEqual("multipart/mixed", _lab.Parts.ContentType(_lab.Context, message));
        Assert.AreEqual(2, _lab.Parts.CountParts(_lab.Context, message));
        Assert.AreEqual("From: a@x\nSubject: first\n\nbody one\n- dashed\n-dash\n\n", await PartAsync(message, 1));
        Assert.AreEqual("From: b@x\nContent-Transfer-Encoding: base64\n\nYWJj\n\n", await PartAsync(message, 2));
    }

    [TestMethod]
    public async Task Burst_Decoding_UndoesTheEncoding() =>
        Assert.AreEqual("From: b@x\nContent-Transfer-Encoding: 8bit\n\nabc", await PartAsync(await BurstAsync(Digest, 0x10), 2));

    [TestMethod]
    public async Task Burst_PartThatIsNoMessage_IsWhatTheFlagsSay()
    {
        const string Text = "From: me@x.org\n\npreamble\n\n--\nnot a header here\n\nbody\n\n--\nFrom: b@x\n\nB\n\n--\n";

        Assert.AreEqual("18 message_burst: what stands before the first boundary is not a message", await FailureAsync(Text, 0));
        Assert.AreEqual("18 message_burst: what stands behind a boundary is not a message", await FailureAsync(Text.Replace("preamble", "A: b", StringComparison.Ordinal), 0));
        long ignored = await BurstAsync(Text, 1);
        Assert.AreEqual(1, _lab.Parts.CountParts(_lab.Context, ignored));
        Assert.AreEqual("From: b@x\n\nB\n\n", await PartAsync(ignored, 1));
        long kept = await BurstAsync(Text, 2);
        Assert.AreEqual(3, _lab.Parts.CountParts(_lab.Context, kept));
        Assert.AreEqual("\nnot a header here\n\nbody\n\n", await PartAsync(kept, 2));
        Assert.AreEqual("21 message_burst: unknown flags: 7", await FailureAsync(Text, 7));
        Assert.AreEqual("21 message_burst: unknown flags: 32", await FailureAsync(Text, 32));
    }

    [TestMethod]
    [DataRow("From: me@x.org\n\nsome text\n", 0L)]
    [DataRow("From: me@x.org\n\nsome text\n", 2L)]
    [DataRow("From: me@x.org\n\nA: text\n\nb\n", 0L)]
    [DataRow("From: me@x.org\n\n", 1L)]
    [DataRow("From: me@x.org\n\n-\n- --\n", 1L)]
    public async Task Burst_NoDigest_IsAnException(string text, long flags) =>
        Assert.AreEqual("18 message_burst: message is not a RFC-934 digest", await FailureAsync(text, flags));

    [TestMethod]
    [DataRow(1L, 3L)]
    [DataRow(2L, 2L)]
    [DataRow(8L, 1L)]
    public async Task Burst_Boundaries_HaveSoManyDashes(long dashes, long parts)
    {
        _lab.Context.Variables["burst_eb_min_length"] = new MflValue(dashes);

        Assert.AreEqual(parts, _lab.Parts.CountParts(_lab.Context, await BurstAsync("X: y\n\nA: 1\n\n-x\nB: 2\n\n--\nC: 3\n\n--------\n")));
    }

    [TestMethod]
    public async Task Burst_ClosedMessage_IsNotOpen() =>
        Assert.AreEqual("2 message_burst: message not open", await MessageLab.FailureAsync(async () => await _lab.Digests.Burst(_lab.Context, 3)));

    private async Task<long> BurstAsync(string text, long flags = 0) => await _lab.Digests.Burst(_lab.Context, await _lab.OpenAsync(text), flags);

    private async Task<string> FailureAsync(string text, long flags) => await MessageLab.FailureAsync(async () => await BurstAsync(text, flags));

    private async Task<string> PartAsync(long message, long number) => await _lab.CopyAsync(_lab.Parts.GetPart(_lab.Context, message, number));
}
