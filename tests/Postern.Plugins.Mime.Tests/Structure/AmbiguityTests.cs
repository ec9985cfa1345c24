namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>Twins: messages in which a file stands for some programs and not for others. Every reading's parts must be offered.</summary>
[TestClass]
public sealed class AmbiguityTests
{
    private const string Mime = "MIME-Version: 1.0\n";
    private const string Top = Mime + "Content-Type: multipart/mixed; boundary=b\n\n";
    private const string File = "Content-Type: application/x-evil; name=x.exe\nContent-Transfer-Encoding: base64\n\nRVZJTA==\n";

    [TestMethod]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: its boundary can be read in more than one way", DisplayName = "CVE-2024-28054, the last boundary counts")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b; boundary=a\n\n--a\n\nx\n--a--\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: its boundary can be read in more than one way", DisplayName = "CVE-2024-28054, the first boundary counts")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=a; boundary*0=b\n\n--a\n\nx\n--a--\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: its boundary can be read in more than one way", DisplayName = "a plain and an extended boundary")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary*0=a; boundary*1=; boundary=b\n\n--a\n\nx\n--a--\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: its boundary can be read in more than one way", DisplayName = "an extended and a plain boundary")]
    [DataRow(Mime + "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: more than one Content-Type, and programs differ in which counts", DisplayName = "the last type counts")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: more than one Content-Type, and programs differ in which counts", DisplayName = "the first type counts")]
    [DataRow(Mime + "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nRVZJTA==\n",
        "entity at byte 0: more than one Content-Transfer-Encoding, and programs differ in which counts", DisplayName = "the last encoding counts")]
    [DataRow(Mime + "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nRVZJTA==\n",
        "entity at byte 0: more than one Content-Transfer-Encoding, and programs differ in which counts", DisplayName = "the first encoding counts")]
    [DataRow(Mime + "Content-Transfer-Encoding: base64 (x)\n\nRVZJTA==\n",
        "entity at byte 0: a transfer encoding in quotes or with something behind its name, which some programs do not know then", DisplayName = "a comment in the encoding")]
    [DataRow(Mime + "Content-Transfer-Encoding: \"base64\"\n\nRVZJTA==\n",
        "entity at byte 0: a transfer encoding in quotes or with something behind its name, which some programs do not know then", DisplayName = "an encoding in quotes")]
    [DataRow("X: y\rMIME-Version: 1.0\rContent-Transfer-Encoding: base64\n\nRVZJTA==\n",
        "entity at byte 0: a CR without LF, which ends a line for some programs", DisplayName = "a field behind a bare CR")]
    [DataRow(Top + "--b\n\nx\r--b\n" + File + "--b--\n",
        "entity at byte 69: a CR without LF, which ends a line for some programs", DisplayName = "a delimiter behind a bare CR")]
    [DataRow("A: 1\n \nContent-Transfer-Encoding: base64\n\nRVZJTA==\n",
        "entity at byte 0: a line of white space in its header, which ends the header for some programs", DisplayName = "a blank fold")]
    [DataRow("A: 1\nno field\nContent-Transfer-Encoding: base64\n\nRVZJTA==\n",
        "entity at byte 0: a line in its header that is no field: for some programs the body begins there, others skip it", DisplayName = "a bad line")]
    [DataRow("Content-Transfer-Encoding : base64\n\nRVZJTA==\n",
        "entity at byte 0: white space before the colon of a field, which for some programs is none then", DisplayName = "white space before the colon")]
    [DataRow(Top + "--b\n\nx\n--b--\n--b\n" + File + "--b--\n",
        "entity at byte 0: parts behind its closing delimiter, which some programs show", DisplayName = "a part behind the end")]
    [DataRow(Top + "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b\n\ny\n--c\n" + File + "--b--\n",
        "entity at byte 69: no closing delimiter before the next one of the multipart around it, which for some programs is text then", DisplayName = "no closing delimiter")]
    [DataRow(Top + "--b\n\nx\n--bx\n" + File + "--b--\n",
        "entity at byte 0: a line that begins with its delimiter and goes on, which is a delimiter for some programs", DisplayName = "a prefix")]
    [DataRow(Mime + "Content-Type: multipart/mixed\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: no usable boundary, but a line that looks like a delimiter and is one for some programs", DisplayName = "no boundary parameter")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=a\n\n--b\n" + File + "--b--\n",
        "entity at byte 0: no usable boundary, but a line that looks like a delimiter and is one for some programs", DisplayName = "another boundary")]
    public void Leaves_TwoReadings_AreThoseOfBoth(string text, string reason)
    {
        var message = Mail.Read(text);

        Assert.AreEqual(reason, string.Join('|', message.Ambiguities));
        Assert.IsTrue(message.Leaves.Any(static leaf => Mail.Decoded(leaf) == "EVIL"), Mail.Describe(message));
        Assert.IsTrue(message.Leaves.Count > 1);
        CollectionAssert.AllItemsAreUnique(message.Leaves.Select(static leaf => (leaf.BodyOffset, leaf.EndOffset, leaf.Encoding)).ToArray());
    }

    [TestMethod]
    [DataRow(Top + "--b\n" + File + "--b--\n", DisplayName = "an ordinary message")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n", DisplayName = "the same type twice")]
    [DataRow("Subject : x\n\nbody\n", DisplayName = "white space before the colon of another field")]
    [DataRow(Top + "--b\n\nx\ry\n--b--\n", DisplayName = "a bare CR in text")]
    [DataRow(Top + "--b\n\nx\n--b\n\ny\n", DisplayName = "cut short")]
    [DataRow(Top + "--b\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\nx\n--b1--\n--b--\n", DisplayName = "a boundary that begins like another")]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b; boundary=b\n\n--b\n\nx\n--b--\n", DisplayName = "the same boundary twice")]
    public void Ambiguities_OneReading_AreNone(string text) => Assert.AreEqual("", string.Join('|', Mail.Read(text).Ambiguities));

    [TestMethod]
    public void Ambiguities_TwoNames_AreTold() => Assert.AreEqual(
        "entity at byte 0: its file name can be read in more than one way",
        string.Join('|', Mail.Read(Mime + "Content-Type: a/b; name=x.txt\nContent-Disposition: attachment; filename=x.exe\n\n").Ambiguities));

    [TestMethod]
    public void Leaves_EncodedMultipart_OfferItDecodedToo()
    {
        var message = Mail.Read(Mime + "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n\n=41\n--b--\n");

        CollectionAssert.AreEqual(new[] { "--b\r\n\r\nA\r\n--b--\r\n", "=41" }, message.Leaves.Select(Mail.Decoded).ToArray());
        Assert.AreEqual("entity at byte 0: a multipart with a transfer encoding, which some programs undo and others do not", string.Join('|', message.Ambiguities));
    }

    [TestMethod]
    public void Leaves_FileInText_OfferTheTextToo()
    {
        var message = Mail.Read(Mime + "\nbegin 644 a b.txt\n#0V%T\n`\nend\n=ybegin line=128 size=3 name=c.bin\nm\u008b\u009e\n=yend size=3\n");

        Assert.AreEqual(2, message.Root.Parts.Count);
        Assert.AreEqual("a b.txt:Cat|c.bin:Cat", string.Join('|', message.Root.Parts.Select(static part => $"{part.FileName}:{Mail.Decoded(part)}")));
        CollectionAssert.AreEquivalent(new[] { "text/plain", "application/octet-stream", "application/octet-stream" }, message.Leaves.Select(static leaf => leaf.MediaType).ToArray());
    }

    [TestMethod]
    public void Readings_VeryMany_AreBoundedAndSaySo()
    {
        string text = "A: 1\n \nB : 2\nbad\nC: 3\rD: 4\nContent-Type : multipart/mixed; boundary=a; boundary=b; boundary=c; boundary=d\nContent-Type: multipart/mixed; boundary=e; boundary=f\n"
            + "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64 x\n\n--a\n\n1\n--ax\n--a--\n--a\n\n--b\n\n2\n--c\n\n3\n--d\n\n4\n--e\n\n5\n--f\n\n6\n";

        var ambiguities = Mail.Read(text).Ambiguities;

        Assert.IsTrue(ambiguities.Contains("there are more readings than are looked at", StringComparer.Ordinal), string.Join('\n', ambiguities));
    }
}
