using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Structure;

[TestClass]
public sealed class TreeTests
{
    private const string Top = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";

    [TestMethod]
    public void Message_NoContentType_IsText() => AssertTree("text/plain[6]", "A: 1\n\nbody\n");

    [TestMethod]
    public void Multipart_Parts_AreBetweenDelimiters()
    {
        var root = Mail.Read(Top + "preamble\n--b\nContent-Type: text/HTML; charset=x\n\n<p>\n--b \t\n\nsecond\n\n--b--\nepilogue\n").Root;

        Assert.AreEqual("multipart/mixed[94](text/html[3] text/plain[8])", Mail.Tree(root));
        Assert.AreEqual("<p>", Mail.Text(root.Parts[0].Body));
        Assert.AreEqual("Content-Type: text/HTML; charset=x\r\n\r\n<p>", Mail.Text(root.Parts[0].Content));
        Assert.AreEqual("second\r\n", Mail.Text(root.Parts[1].Body));
        Assert.AreEqual("x", root.Parts[0].GetParameter("CHARSET"));
        Assert.AreSame(root, root.Parts[1].Parent);
    }

    [TestMethod]
    [DataRow("--b\nA: 1\n\n--b--\n", "text/plain[0]", DisplayName = "no body")]
    [DataRow("--b\nA: 1\n--b--\n", "text/plain[0]", DisplayName = "no empty line")]
    [DataRow("--b\n--b--\n", "text/plain[0]", DisplayName = "nothing")]
    [DataRow("--b\n\n--b--\n", "text/plain[0]", DisplayName = "an empty line")]
    [DataRow("--b\n\n\n--b--\n", "text/plain[0]", DisplayName = "an empty line and an empty body")]
    [DataRow("--b\ntext\n--b--\n", "text/plain[4]", DisplayName = "no header")]
    [DataRow("--b\n\ntext", "text/plain[4]", DisplayName = "no end")]
    [DataRow("--b", "text/plain[0]", DisplayName = "a delimiter and nothing else")]
    [DataRow("--b\n\na\n--bb\n--B\n- -b\n --b\n--b--x\n--b--\n", "text/plain[32]", DisplayName = "lines that are no delimiters")]
    [DataRow("--b\n\na\n--b\n\nb\n--b\n\nc\n--b--\n", "text/plain[1] text/plain[1] text/plain[1]")]
    [DataRow("--b\nContent-Type: nonsense\n\na\n--b--\n", "text/plain[1]")]
    [DataRow("--b\nContent-Type: a/b/c\n\na\n--b--\n", "text/plain[1]")]
    public void Multipart_Body_HasParts(string body, string expected)
    {
        string tree = Mail.Tree(Mail.Read(Top + body).Root);

        Assert.AreEqual(expected, tree[(tree.IndexOf('(', StringComparison.Ordinal) + 1)..^1]);
    }

    [TestMethod]
    public void Multipart_Nested_EndsAtTheDelimiterAround() => AssertTree(
        "multipart/mixed[102](multipart/alternative[27](text/plain[1] text/plain[1]) text/plain[1])",
        Top + "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\n1\n--c\n\n2\n--c--\n\n--b\n\n3\n--b--\n");

    [TestMethod]
    public void Digest_PartWithoutType_IsAMessage() => AssertTree(
        "multipart/digest[60](message/rfc822[13](text/plain[3]) text/html[0])",
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSub: 1\n\none\n--b\nContent-Type:text/html\n\n--b--\n");

    [TestMethod]
    public void MessageInMessage_IsItsOnlyPart()
    {
        var root = Mail.Read(Top + "--b\nContent-Type: message/rfc822\n\nSubject: in\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--\n--b\n\ny\n--b--\n").Root;

        Assert.AreEqual("message/rfc822(multipart/mixed(text/plain))", Types(root.Parts[0]));
        var inner = root.Parts[0].Parts[0];
        Assert.AreEqual(root.Parts[0].BodyOffset, inner.Offset);
        Assert.AreEqual(root.Parts[0].EndOffset, inner.EndOffset);
        Assert.AreEqual("Subject", Mail.Text(inner.Header[0].Name));
    }

    [TestMethod]
    [DataRow("base64")]
    [DataRow("quoted-printable")]
    public void MessageInMessage_Encoded_IsALeaf(string encoding)
    {
        var message = Mail.Read($"MIME-Version: 1.0\nContent-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\nSubject: x\n\nbody\n");

        Assert.AreEqual("message/rfc822", Types(message.Root));
        Assert.IsTrue(message.Anomalies.HasFlag(MessageAnomalies.BadTransferEncoding));
        CollectionAssert.AreEqual(new[] { "message/rfc822", "text/plain" }, message.Leaves.Select(static leaf => leaf.MediaType).ToArray());
    }

    [TestMethod]
    public void Leaves_OneReading_AreThePartsWithoutParts()
    {
        var message = Mail.Read(Top + "--b\nContent-Type: message/rfc822\n\nA: 1\n\nx\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--\n");

        CollectionAssert.AreEqual(new[] { "text/plain", "image/png" }, message.Leaves.Select(static leaf => leaf.MediaType).ToArray());
        Assert.AreEqual("\0\u0001\u0002", Mail.Decoded(message.Leaves[1]));
        Assert.AreEqual("", string.Join('|', message.Ambiguities));
        Assert.AreEqual(MessageAnomalies.None, message.Anomalies);
    }

    [TestMethod]
    public void Names_DispositionFirst_AreAll()
    {
        var entity = Mail.Read("Content-Type: image/png; name=a.png\nContent-Disposition: ATTACHMENT; filename=b.png\n\n").Root;

        Assert.AreEqual("attachment", entity.Disposition);
        Assert.AreEqual("b.png", entity.FileName);
        CollectionAssert.AreEqual(new[] { "b.png", "a.png" }, entity.FileNames.ToArray());
        Assert.IsTrue(entity.Anomalies.HasFlag(MessageAnomalies.ConflictingNames));
    }

    private static void AssertTree(string expected, string text) => Assert.AreEqual(expected, Mail.Tree(Mail.Read(text).Root));

    private static string Types(IMimeEntity entity) => System.Text.RegularExpressions.Regex.Replace(Mail.Tree(entity), @"\[\d+\]", "");
}
