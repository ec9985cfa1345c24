using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class MessagePartFunctionsTests
{
    private const string Multipart = """
        Subject: one
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="xx"

        preamble
        --xx
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        h=E9llo=
         world
        --xx
        Content-Type: Message/RFC822

        Subject: inner

        inner body
        --xx
        Content-Type: multipart/alternative; boundary=yy

        --yy

        alt1

        --yy
        Content-Type: TEXT/HTML

        <b>
        --yy--

        --xx--
        epilogue

        """;

    private readonly MessageLab _lab = new();

    [TestMethod]
    public async Task GetPart_Multipart_GivesMessages()
    {
        long message = await _lab.OpenAsync(Multipart);

        Assert.AreEqual("1 3 multipart/mixed", Describe(message));
        Assert.AreEqual("0 1 text/plain", Describe(Part(message, 1)));
        Assert.AreEqual("0 1 Message/RFC822", Describe(Part(message, 2)));
        Assert.AreEqual("1 2 multipart/alternative", Describe(Part(message, 3)));
        Assert.AreEqual("Content-Type: Message/RFC822\n\nSubject: inner\n\ninner body", await _lab.CopyAsync(Part(message, 2)));
        Assert.AreEqual("Content-Type: text/plain\n\nalt1\n", await _lab.CopyAsync(Part(Part(message, 3), 1)));
        Assert.AreEqual("Content-Type: TEXT/HTML\n\n<b>", await _lab.CopyAsync(Part(Part(message, 3), 2)));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(4L)]
    [DataRow(-1L)]
    [DataRow(long.MaxValue)]
    public async Task GetPart_NoSuchPart_IsAFailure(long number)
    {
        long message = await _lab.OpenAsync(Multipart);

        Assert.AreEqual("2 message_get_part: Requested item not found", Failure(() => Part(message, number)));
    }

    [TestMethod]
    public async Task GetPart_OfNoMultipart_IsTheMessageItself()
    {
        long message = await _lab.OpenAsync("Subject: x\n\nbody\n");
        long part = Part(message, 1);

        Assert.AreNotEqual(message, part);
        Assert.AreEqual("Subject: x\n\nbody\n", await _lab.CopyAsync(part));
        Assert.AreEqual("2 message_get_part: Requested item not found", Failure(() => Part(message, 2)));
    }

    [TestMethod]
    public async Task CountParts_MultipartWithoutBoundary_IsAFailure()
    {
        long message = await _lab.OpenAsync("Content-Type: multipart/mixed\n\n--xx\n\na\n--xx--\n");

        Assert.IsTrue(_lab.Parts.IsMultipart(_lab.Context, message));
        Assert.AreEqual("2 message_count_parts: Requested item not found", Failure(() => _lab.Parts.CountParts(_lab.Context, message)));
        Assert.AreEqual("2 message_get_part: Requested item not found", Failure(() => Part(message, 1)));
    }

    [TestMethod]
    public async Task GetPart_Digest_SaysWhatItsPartsAre()
    {
        long message = await _lab.OpenAsync("Content-Type: multipart/digest; boundary=xx\n\n--xx\n\nSubject: a\n\nb\n--xx\nX: y\n\n--xx--\n");

        Assert.AreEqual("Content-Type: message/rfc822\n\nSubject: a\n\nb", await _lab.CopyAsync(Part(message, 1)));
        Assert.AreEqual("X: y\nContent-Type: message/rfc822\n\n", await _lab.CopyAsync(Part(message, 2)));
    }

    [TestMethod]
    [DataRow("Content-Type:  Text / Plain ; charset=x", "Text/Plain")]
    [DataRow("Content-Type:\n text/html;\n charset=x", "text/html")]
    [DataRow("Content-Type: text/html (comment); charset=x", "text/html (comment)")]
    [DataRow("Content-Type: text/a/b;x", "text/a/b")]
    [DataRow("Content-Type: text/html\nContent-Type: text/plain", "text/html")]
    [DataRow("Content-Type: gibberish", "text/plain")]
    [DataRow("Content-Type: /x", "text/plain")]
    [DataRow("Content-Type:", "text/plain")]
    [DataRow("X: y", "text/plain")]
    public async Task ContentType_Field_IsItsTypeInItsCase(string field, string type)
    {
        long message = await _lab.OpenAsync(field + "\n\na\n");

        Assert.AreEqual($"0 1 {type}", Describe(message));
    }

    [TestMethod]
    [DataRow("A: b\n\n", true)]
    [DataRow("A: b\n\n \t\n\v\f\r\n", true)]
    [DataRow("A: b\n\n.\n", false)]
    [DataRow("Content-Transfer-Encoding: base64\n\nICAK\n", true)]
    [DataRow("Content-Transfer-Encoding: base64\n\nYQ==\n", false)]
    [DataRow("Content-Transfer-Encoding: quoted-printable\n\n=20=\n=0A\n", true)]
    public async Task IsBodyEmpty_Body_IsDecodedFirst(string text, bool isEmpty) =>
        Assert.AreEqual(isEmpty, await _lab.Parts.IsBodyEmpty(_lab.Context, await _lab.OpenAsync(text)));

    private static string Failure(Action call)
    {
        MflException error = Assert.ThrowsExactly<MflException>(call);
        return $"{error.Number} {error.Message}";
    }

    private long Part(long message, long number) => _lab.Parts.GetPart(_lab.Context, message, number);

    private string Describe(long message) =>
        $"{(_lab.Parts.IsMultipart(_lab.Context, message) ? 1 : 0)} {_lab.Parts.CountParts(_lab.Context, message)} {_lab.Parts.ContentType(_lab.Context, message)}";
}
