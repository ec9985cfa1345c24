using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Mime.Editing;

namespace Postern.Plugins.Mime.Tests.Editing;

[TestClass]
public sealed class EditingFunctionsTests
{
    private const string Head = "From: a@b\nMIME-Version: 1.0\n";
    private const string Mixed = Head + "Content-Type: multipart/mixed; boundary=B\n\npreamble\n--B\n\nfirst\n--B\nContent-Type: application/x\nContent-Transfer-Encoding: base64\n"
        + "Content-Disposition: attachment; filename=x\n\nQUJD\n--B\nContent-Type: text/html\n\n<p>h</p>\n--B--\nepilogue\n";

    private const string Signed = Head + "Content-Type: multipart/signed; boundary=S; protocol=\"application/pgp-signature\"\n\n--S\n\nsigned\n--S\nContent-Type: application/pgp-signature\n\nsig\n--S--\n";

    [TestMethod]
    public void Add_Mixed_StandsBeforeItsEnd()
    {
        var lab = new EditLab(Mixed);

        EditingFunctions.Add(lab.Context, "hello\n", "text/plain", "n.txt");

        const string Added = "--B\r\nContent-Type: text/plain;\r\n\tcharset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\nContent-Disposition: attachment;\r\n\tfilename=n.txt\r\n\r\nhello\r\n\r\n";
        Assert.AreEqual(lab.Original.Replace("--B--", Added + "--B--", StringComparison.Ordinal), lab.Result);
        Assert.HasCount(1, lab.Context.Modifications.Items);
    }

    [TestMethod]
    public void Add_Plain_WrapsTheMessage()
    {
        var lab = new EditLab("From: a@b\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\nSubject: x\n\nbody =E4\n");

        EditingFunctions.Add(lab.Context, "\u0001\u00ff", "application/octet-stream", "\u00c3\u00a4\".bin");

        IMailMessage message = EditLab.Parse(lab.Result);
        Assert.AreEqual(("multipart/mixed", 2, MessageAnomalies.None), (message.Root.MediaType, message.Root.Parts.Count, message.Anomalies));
        Assert.AreEqual("From Content-Type Subject MIME-Version", string.Join(' ', message.Header.Select(static field => System.Text.Encoding.ASCII.GetString(field.Name.Span))));
        IMimeEntity first = message.Root.Parts[0], second = message.Root.Parts[1];
        Assert.AreEqual(("text/plain", "iso-8859-1", "body =E4\r\n"), (first.MediaType, first.GetParameter("charset"), EditLab.Read(first.Body)));
        Assert.AreEqual(("application/octet-stream", "\u0001\u00ff", "\u00c3\u00a4\".bin", "attachment"), (second.MediaType, EditLab.Decoded(second), second.FileName, second.Disposition));
    }

    [TestMethod]
    public void Add_NoHeaderAboutContent_IsWrapped()
    {
        var lab = new EditLab("Subject: x\n\nbody\n");

        EditingFunctions.Add(lab.Context, "a", "text/plain");
        EditingFunctions.Add(lab.Context, "b", "text/plain");

        IMailMessage message = EditLab.Parse(lab.Result);
        Assert.AreEqual("body\r\n|a|b", string.Join('|', message.Root.Parts.Select(EditLab.Decoded)));
        Assert.AreEqual(MessageAnomalies.None, message.Anomalies);
        Assert.HasCount(3, lab.Context.Modifications.Items);
    }

    [TestMethod]
    public void Add_Unclosed_ClosesIt()
    {
        var lab = new EditLab(Head + "Content-Type: multipart/mixed; boundary=B\n\n--B\n\nfirst");

        EditingFunctions.Add(lab.Context, "a", "text/plain");

        IMailMessage message = EditLab.Parse(lab.Result);
        Assert.AreEqual(("first|a", MessageAnomalies.None), (string.Join('|', message.Root.Parts.Select(EditLab.Decoded)), message.Anomalies));
    }

    [TestMethod]
    public void Add_Signed_WrapsItUntouched()
    {
        var lab = new EditLab(Signed);

        EditingFunctions.Add(lab.Context, "a", "text/plain");

        IMailMessage message = EditLab.Parse(lab.Result);
        Assert.AreEqual("multipart/signed", message.Root.Parts[0].MediaType);
        Assert.AreEqual(EditLab.Read(EditLab.Parse(lab.Original).Root.Body), EditLab.Read(message.Root.Parts[0].Body));
    }

    [TestMethod]
    [DataRow("text/plain\nX: y", "")]
    [DataRow("text", "")]
    [DataRow("multipart/mixed", "")]
    [DataRow("te xt/plain", "")]
    [DataRow("text/pl\"ain", "")]
    [DataRow("text/plain", "attach\nment")]
    public void Add_BadType_IsInvalid(string type, string disposition)
    {
        var lab = new EditLab(Mixed);

        var error = Assert.ThrowsExactly<MflException>(() => EditingFunctions.Add(lab.Context, "", type, "", disposition));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
        Assert.IsEmpty(lab.Context.Modifications.Items);
    }

    [TestMethod]
    public void Add_AnyByteInName_StaysInItsField()
    {
        string name = string.Concat(Enumerable.Range(1, 255).Select(static value => (char)value));
        var lab = new EditLab(Mixed);

        EditingFunctions.Add(lab.Context, "", "text/plain", name);

        IMimeEntity added = EditLab.Parse(lab.Result).Root.Parts[3];
        Assert.HasCount(3, added.Header);
        Assert.IsLessThanOrEqualTo(998, lab.Result.Split("\r\n").Max(static line => line.Length));
    }

    [TestMethod]
    public void Replace_Part_TakesItsPlace()
    {
        var lab = new EditLab(Mixed);

        EditingFunctions.Replace(lab.Context, 3, "gone\n", "text/plain; charset=us-ascii", "x.txt");

        string old = "Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=x\r\n\r\nQUJD";
        Assert.AreEqual(lab.Original.Replace(old, "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\nContent-Disposition: attachment;\r\n\tfilename=x.txt\r\n\r\ngone\r\n", StringComparison.Ordinal), lab.Result);
    }

    [TestMethod]
    public void Replace_Message_ChangesItsHeader()
    {
        var lab = new EditLab(Mixed);

        EditingFunctions.Replace(lab.Context, 1, "caf\u00c3\u00a9\n", "text/plain");

        Assert.AreEqual("From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: text/plain;\r\n\tcharset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ncaf=C3=A9\r\n", lab.Result);
    }

    [TestMethod]
    [DataRow(2L, "preamble\n--B\nContent-Type: application/x")]
    [DataRow(3L, "first\n--B\nContent-Type: text/html")]
    [DataRow(4L, "QUJD\n--B--\nepilogue")]
    public void Remove_Part_GoesWithItsDelimiter(long entity, string around)
    {
        var lab = new EditLab(Mixed);

        EditingFunctions.Remove(lab.Context, entity);

        Assert.Contains(around.Replace("\n", "\r\n", StringComparison.Ordinal), lab.Result);
        Assert.HasCount(2, EditLab.Parse(lab.Result).Root.Parts);
    }

    [TestMethod]
    public void Remove_AllParts_LeavesAnEmptyText()
    {
        var lab = new EditLab(Mixed);

        EditingFunctions.Remove(lab.Context, 4);
        EditingFunctions.Remove(lab.Context, 2);
        EditingFunctions.Remove(lab.Context, 3);

        IMailMessage message = EditLab.Parse(lab.Result);
        Assert.AreEqual((1, "text/plain", ""), (message.Root.Parts.Count, message.Root.Parts[0].MediaType, EditLab.Decoded(message.Root.Parts[0])));
    }

    [TestMethod]
    public void Remove_MessageOrAttachedMessage_IsInvalid()
    {
        var lab = new EditLab(Head + "Content-Type: message/rfc822\n\nSubject: y\n\nz\n");

        Assert.AreEqual("mime_remove_part: entity 1 does not stand in a multipart", Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, 1)).Message);
        Assert.AreEqual("mime_remove_part: entity 2 does not stand in a multipart", Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, 2)).Message);
    }

    [TestMethod]
    public void Change_InSignedPart_IsRefused()
    {
        var lab = new EditLab(Signed);

        Assert.AreEqual("mime_remove_part: entity 3 is signed or encrypted together with others and stays as it is",
            Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, 3)).Message);
        Assert.ThrowsExactly<MflException>(() => EditingFunctions.Replace(lab.Context, 2, "", "text/plain"));
        Assert.AreEqual(0L, EditingFunctions.AppendText(lab.Context, "x"));
        Assert.IsEmpty(lab.Context.Modifications.Items);
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(5L)]
    [DataRow(-1L)]
    [DataRow(1L << 32 | 2)]
    [DataRow(long.MaxValue)]
    public void Change_NoSuchEntity_IsOutOfRange(long entity)
    {
        var lab = new EditLab(Mixed);

        var error = Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, entity));

        Assert.AreEqual(((long)MflExceptionCode.Range, $"mime_remove_part: expected an entity of the usual reading from 1 to 4, got {entity}"), (error.Number, error.Message));
        Assert.AreEqual(error.Number, Assert.ThrowsExactly<MflException>(() => EditingFunctions.Replace(lab.Context, entity, "", "text/plain")).Number);
    }

    [TestMethod]
    public void Change_EntityWithin_IsCountedBeforeTheNextPart()
    {
        var lab = new EditLab(Head + "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822\n\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=C\n\n"
            + "--C\n\none\n--C\n\ntwo\n--C--\n--B\n\nbegin 644 f\n#0V%T\n`\nend\n--B\n\nlast\n--B--\n");

        EditingFunctions.Remove(lab.Context, 5);
        EditingFunctions.Replace(lab.Context, 8, "new", "text/plain");

        Assert.AreEqual("mime_remove_part: entity 7 does not stand in a multipart", Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, 7)).Message);
        Assert.AreEqual("one|Cat|new", string.Join('|', EditLab.Leaves(EditLab.Parse(lab.Result).Root).Select(EditLab.Decoded)));
    }

    [TestMethod]
    public void Change_RemovedPart_IsNotFound()
    {
        var lab = new EditLab(Mixed);
        EditingFunctions.Remove(lab.Context, 2);

        Assert.AreEqual("mime_replace_part: entity 2 was removed or replaced",
            Assert.ThrowsExactly<MflException>(() => EditingFunctions.Replace(lab.Context, 2, "", "text/plain")).Message);
    }

    [TestMethod]
    public void Changes_AnyOrder_ComeToTheSame()
    {
        Action<MflContext>[] changes =
        [
            static context => EditingFunctions.Remove(context, 3),
            static context => EditingFunctions.Add(context, "added\n", "text/plain"),
            static context => EditingFunctions.AppendText(context, "footer\n"),
            static context => EditingFunctions.Replace(context, 4, "<p>new</p>", "text/html"),
        ];
        var results = new HashSet<string>();
        foreach (int[] order in new int[][] { [0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1] })
        {
            var lab = new EditLab(Mixed);
            foreach (int change in order)
                changes[change](lab.Context);
            results.Add(lab.Result);
            Assert.HasCount(1, lab.Context.Modifications.Items);
        }

        Assert.HasCount(1, results);
        Assert.AreEqual("first\r\nfooter|<p>new</p>|added\r\n", string.Join('|', EditLab.Parse(results.Single()).Root.Parts.Select(EditLab.Decoded)));
    }

    [TestMethod]
    [DataRow("text/plain", 1L)]
    [DataRow("text/plain; charset=UTF-8", 1L)]
    [DataRow("text/plain; charset=koi8-r", 0L)]
    [DataRow("text/html", 0L)]
    public void AppendText_ReplacedPart_GetsItWhenItIsUtf8(string type, long count)
    {
        var lab = new EditLab(Mixed);
        EditingFunctions.Replace(lab.Context, 2, "new\n", type);

        Assert.AreEqual(count, EditingFunctions.AppendText(lab.Context, "foot"));

        Assert.AreEqual(count == 0 ? "new\r\n" : "new\r\nfoot", EditLab.Decoded(EditLab.Parse(lab.Result).Root.Parts[0]));
    }

    [TestMethod]
    public void Purge_BetweenChanges_ForgetsThem()
    {
        var lab = new EditLab(Mixed);
        EditingFunctions.Remove(lab.Context, 2);
        lab.Context.Modifications.Clear();
        EditingFunctions.Remove(lab.Context, 3);

        Assert.HasCount(2, EditLab.Parse(lab.Result).Root.Parts);
    }

    [TestMethod]
    public void Change_BodyReplacedAsAWhole_IsRefused()
    {
        var lab = new EditLab(Mixed);
        lab.Context.Modifications.Add(new MessageModification.ReplaceBody(default));

        Assert.AreEqual((long)MflExceptionCode.BadModificationQueue, Assert.ThrowsExactly<MflException>(() => EditingFunctions.Remove(lab.Context, 2)).Number);
    }

    [TestMethod]
    public void BodyReplacedAsAWhole_AfterChange_IsTheOnlyOne()
    {
        var lab = new EditLab(Mixed);
        EditingFunctions.Remove(lab.Context, 2);
        lab.Context.Modifications.Add(new MessageModification.ReplaceBody(default));

        Assert.AreEqual("", EditLab.Read(((MessageModification.ReplaceBodyContent)lab.Context.Modifications.Items[0]).Content));
    }
}
