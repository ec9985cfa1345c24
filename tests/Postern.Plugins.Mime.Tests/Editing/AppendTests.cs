using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Editing;

namespace Postern.Plugins.Mime.Tests.Editing;

[TestClass]
public sealed class AppendTests
{
    private const string Head = "Subject: x\nMIME-Version: 1.0\n";

    [TestMethod]
    [DataRow("", "body\n", "foot\n", "body\r\nfoot\r\n", DisplayName = "plain")]
    [DataRow("", "body", "foot\n", "body\r\nfoot", DisplayName = "no line end")]
    [DataRow("", "", "foot\n", "foot\r\n", DisplayName = "empty")]
    [DataRow("Content-Transfer-Encoding: 8bit\nContent-Type: text/plain; charset=utf-8\n", "b\u00c3\u00a4\n", "\u00c3\u00b6\n", "b\u00c3\u00a4\r\n\u00c3\u00b6\r\n", DisplayName = "8bit")]
    [DataRow("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n", "b\u00e4\n", "\u00c3\u00b6\n", "b\u00e4\r\n\u00f6\r\n", DisplayName = "Latin-1")]
    public void AppendText_Identity_OnlyInserts(string fields, string body, string text, string result)
    {
        var lab = new EditLab(Head + fields + "\n" + body);

        Assert.AreEqual(1L, EditingFunctions.AppendText(lab.Context, text));

        Assert.AreEqual(result, EditLab.Read(EditLab.Parse(lab.Result).Root.Body));
        Assert.HasCount(1, lab.Context.Modifications.Items);
    }

    [TestMethod]
    [DataRow("utf-8", "7bit", "quoted-printable", DisplayName = "7bit becomes quoted-printable")]
    [DataRow("us-ascii", "7bit", "quoted-printable", DisplayName = "ASCII becomes UTF-8")]
    [DataRow("iso-8859-1", "8bit", "8bit", DisplayName = "a set that has it")]
    [DataRow("koi8-r", "quoted-printable", "quoted-printable", DisplayName = "a set that lacks it")]
    [DataRow("iso-2022-jp", "base64", "base64", DisplayName = "a Japanese set")]
    [DataRow("utf-8", "base64", "base64")]
    public void AppendText_OtherEncodings_ShowBothTexts(string charset, string encoding, string newEncoding)
    {
        string body = encoding switch { "base64" => "Ym9keQo=\n", "quoted-printable" => "bo=64y\n", _ => "body\n" };
        var lab = new EditLab(Head + $"Content-Type: text/plain; format=flowed;\n charset=\"{charset}\"\nContent-Transfer-Encoding: {encoding}\n\n{body}");

        Assert.AreEqual(1L, EditingFunctions.AppendText(lab.Context, "caf\u00c3\u00a9\n"));

        IMailMessage message = EditLab.Parse(lab.Result);
        string shown = MailCharset.Find(message.Root.GetParameter("charset"))!.ToUnicode(Encoding.Latin1.GetBytes(EditLab.Decoded(message.Root)));
        Assert.AreEqual("body\ncaf\u00e9\n", shown.Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.AreEqual(newEncoding, NewPart.EncodingName(message.Root.Encoding));
        Assert.AreEqual("flowed", message.Root.GetParameter("format"));
    }

    [TestMethod]
    [DataRow("<html><body><p>x</p></body></html>", "<html><body><p>x</p>\r\n<hr>\r\n</body></html>")]
    [DataRow("<html><BODY></BODY>x</body ></HTML>", "<html><BODY></BODY>x\r\n<hr>\r\n</body ></HTML>")]
    [DataRow("<html><p>x</html>", "<html><p>x\r\n<hr>\r\n</html>")]
    [DataRow("<p>x", "<p>x\r\n<hr>\r\n")]
    public void AppendHtml_Body_StandsBeforeItsEnd(string body, string result)
    {
        var lab = new EditLab(Head + "Content-Type: text/html\n\n" + body);

        Assert.AreEqual(1L, EditingFunctions.AppendHtml(lab.Context, "<hr>"));

        Assert.AreEqual(result, EditLab.Read(EditLab.Parse(lab.Result).Root.Body));
    }

    [TestMethod]
    public void AppendHtml_CharacterThatTheSetLacks_IsAReference()
    {
        var lab = new EditLab(Head + "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String("<body>\u00e4</body>"u8.ToArray()) + "\n");

        EditingFunctions.AppendHtml(lab.Context, "\u00e2\u0082\u00ac");

        Assert.Contains("&#8364;\r\n</body>", EditLab.Decoded(EditLab.Parse(lab.Result).Root));
    }

    [TestMethod]
    public void AppendHtml_LargeBodyInPieces_FindsItsEnd()
    {
        for (int length = 16_370; length < 16_400; length++)
        {
            var lab = new EditLab(Head + "Content-Type: text/html\n\n" + string.Concat(Enumerable.Repeat("x\n", length / 2)) + "</body></html>" + new string(' ', 500));
            EditingFunctions.AppendHtml(lab.Context, "<hr>");
            Assert.Contains("\r\n<hr>\r\n</body></html>", lab.Result);
        }
    }

    [TestMethod]
    public void Append_Alternative_ReachesBothTextsAndNoAttachment()
    {
        var lab = new EditLab(Head + "Content-Type: multipart/mixed; boundary=M\n\n--M\nContent-Type: multipart/alternative; boundary=A\n\n--A\n\nplain\n--A\nContent-Type: text/html\n\n<b>html</b>\n--A--\n\n"
            + "--M\nContent-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--M\nContent-Type: message/rfc822\n\nSubject: y\n\ninner\n--M--\n");

        Assert.AreEqual(1L, EditingFunctions.AppendText(lab.Context, "foot\n"));
        Assert.AreEqual(1L, EditingFunctions.AppendHtml(lab.Context, "<i>foot</i>\n"));

        string expected = lab.Original.Replace("\r\nplain\r\n", "\r\nplain\r\nfoot\r\n", StringComparison.Ordinal)
            .Replace("<b>html</b>\r\n", "<b>html</b>\r\n<i>foot</i>\r\n\r\n", StringComparison.Ordinal);
        Assert.AreEqual(expected, lab.Result);
    }

    [TestMethod]
    [DataRow("text/plain; charset=nonesuch", "7bit")]
    [DataRow("text/plain; charset=utf-16", "base64")]
    [DataRow("text/plain; charset=utf-7", "7bit")]
    [DataRow("text/plain", "x-uuencode")]
    [DataRow("text/plain", "nonesuch")]
    [DataRow("image/png", "base64")]
    [DataRow("application/pkcs7-mime", "base64")]
    public void AppendText_UnknownTexts_StayAsTheyAre(string type, string encoding)
    {
        var lab = new EditLab(Head + $"Content-Type: {type}\nContent-Transfer-Encoding: {encoding}\n\nbody\n");

        Assert.AreEqual(0L, EditingFunctions.AppendText(lab.Context, "foot"));
        Assert.IsEmpty(lab.Context.Modifications.Items);
    }

    [TestMethod]
    public void AppendText_LongLine_IsEncoded()
    {
        var lab = new EditLab(Head + "\nbody\n");

        EditingFunctions.AppendText(lab.Context, new string('x', 2000));

        Assert.IsLessThanOrEqualTo(998, lab.Result.Split("\r\n").Max(static line => line.Length));
        Assert.AreEqual("body\r\n" + new string('x', 2000), EditLab.Decoded(EditLab.Parse(lab.Result).Root));
    }

    [TestMethod]
    public void AppendText_SeveralTimes_KeepsTheOrder()
    {
        var lab = new EditLab(Head + "\nbody\n");

        EditingFunctions.AppendText(lab.Context, "one");
        EditingFunctions.AppendText(lab.Context, "two\n");

        Assert.AreEqual("body\r\none\r\ntwo\r\n", EditLab.Read(EditLab.Parse(lab.Result).Root.Body));
    }
}
