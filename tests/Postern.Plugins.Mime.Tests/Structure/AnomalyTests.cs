using System.Globalization;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>Those of headers and lines are in <see cref="HeaderTests"/>.</summary>
[TestClass]
public sealed class AnomalyTests
{
    private const string Mime = "MIME-Version: 1.0\n";
    private const string Top = Mime + "Content-Type: multipart/mixed; boundary=b\n\n";
    private const string Part = "--b\n\nx\n";
    private const string End = "--b--\n";
    private const string Line60 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz";

    [TestMethod]
    [DataRow(Top + Part + End, MessageAnomalies.None)]
    [DataRow(Mime + "Content-Type: text/plain\nContent-Type: text/html\n\n", MessageAnomalies.RepeatedContentType)]
    [DataRow(Mime + "Content-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: 8bit\n\n", MessageAnomalies.RepeatedContentField)]
    [DataRow(Top + "--b\nContent-ID: <a>\nContent-ID: <b>\n\n" + End, MessageAnomalies.RepeatedContentField)]
    [DataRow(Top + "--b\nSubject: a\nSubject: b\n\n" + End, MessageAnomalies.None)]
    [DataRow(Top + "--b\nContent-Type: message/rfc822\n\nSubject: a\nSubject: b\n\n" + End, MessageAnomalies.RepeatedSingleton)]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b; boundary=b\n\n" + Part + End, MessageAnomalies.RepeatedParameter)]
    [DataRow(Mime + "Content-Type: a/b; name=x; name*=us-ascii''y\n\n", MessageAnomalies.ConflictingNames)]
    [DataRow(Mime + "Content-Type: multipart/mixed\n\n", MessageAnomalies.BadBoundary)]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=\"\"\n\n", MessageAnomalies.BadBoundary)]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=\"a*b\"\n\n--a*b\n\nx\n--a*b--\n", MessageAnomalies.BadBoundary)]
    [DataRow(Top + "x\n", MessageAnomalies.MissingBoundary)]
    [DataRow(Top + Part, MessageAnomalies.UnclosedMultipart)]
    [DataRow(Top + "--b\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\nx\n--b1--\n" + End, MessageAnomalies.PrefixBoundary)]
    [DataRow(Top + "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n" + End, MessageAnomalies.ReusedBoundary)]
    [DataRow(Top + Part + End + Part, MessageAnomalies.PartAfterEnd)]
    [DataRow(Top + "Content-Type: text/html\n\n" + Part + End, MessageAnomalies.HiddenContent)]
    [DataRow(Top + Part + End + "content-disposition: attachment\n", MessageAnomalies.HiddenContent)]
    [DataRow(Top + Part + End + Line60 + "\n" + Line60 + "\n", MessageAnomalies.HiddenContent)]
    [DataRow(Top + Part + End + "begin 644 x.exe\n", MessageAnomalies.HiddenContent)]
    [DataRow(Top + "This is a message in MIME format.\n" + Part + End + "Content is good\n", MessageAnomalies.None)]
    [DataRow(Mime + "Content-Transfer-Encoding: rot13\n\n", MessageAnomalies.BadTransferEncoding)]
    [DataRow(Mime + "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n" + Part + End, MessageAnomalies.BadTransferEncoding)]
    [DataRow(Mime + "Content-Transfer-Encoding: base64\n\nAA=AA\n", MessageAnomalies.BadEncodedData)]
    [DataRow(Mime + "Content-Transfer-Encoding: base64\n\nAAAA\n", MessageAnomalies.None)]
    [DataRow(Mime + "Content-Type: nonsense\n\n", MessageAnomalies.MalformedContentField)]
    [DataRow(Mime + "Content-Disposition: ;\n\n", MessageAnomalies.MalformedContentField)]
    [DataRow(Mime + "Content-Type: text/(x)plain\n\n", MessageAnomalies.CommentInContentField)]
    [DataRow(Mime + "Content-Transfer-Encoding: (x) 7bit\n\n", MessageAnomalies.CommentInContentField)]
    [DataRow(Mime + "Content-Transfer-Encoding: 7bit x\n\n", MessageAnomalies.MalformedContentField)]
    [DataRow("Content-Type: text/plain\n\n", MessageAnomalies.MissingMimeVersion)]
    [DataRow(Top + "--b\nContent-Type: text/plain\n\n" + End, MessageAnomalies.None)]
    [DataRow(Mime + "Content-Type: a/b; name=\"=?us-ascii?Q?x?=\"\n\n", MessageAnomalies.EncodedWordInParameter)]
    [DataRow(Mime + "Content-Type: message/partial; id=a; number=1\n\nSubject: x\n", MessageAnomalies.PartialContent)]
    [DataRow(Mime + "Content-Type: message/external-body; access-type=URL\n\nContent-Type: text/plain\n\n", MessageAnomalies.PartialContent)]
    [DataRow(Mime + "\nbegin 644 a.txt\n#0V%T\n`\nend\n", MessageAnomalies.FileInText)]
    [DataRow(Mime + "\nbegin the 644 days\n", MessageAnomalies.None)]
    [DataRow(Mime + "\nbegin 644 lives now\nand end them.\n", MessageAnomalies.None)]
    [DataRow(Top + "--b\n\n\0\n" + End, MessageAnomalies.NulByte)]
    [DataRow(Top + "--b\n\nx\ry\n" + End, MessageAnomalies.BareCarriageReturn)]
    public void Message_Irregular_SaysSo(string text, MessageAnomalies expected) => Assert.AreEqual(expected, Mail.Read(text).Anomalies);

    [TestMethod]
    public void Entity_Irregular_IsToldFromItsParts()
    {
        var root = Mail.Read(Top + "--b\n\n\0\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\ry\n--b--\n").Root;

        Assert.AreEqual(MessageAnomalies.None, root.Anomalies);
        Assert.AreEqual(MessageAnomalies.NulByte, root.Parts[0].Anomalies);
        Assert.AreEqual(MessageAnomalies.UnclosedMultipart, root.Parts[1].Anomalies);
        Assert.AreEqual(MessageAnomalies.BareCarriageReturn, root.Parts[1].Parts[0].Anomalies);
    }

    [TestMethod]
    public void Depth_AboveLimit_IsReportedAndNotEntered()
    {
        string text = Mime + string.Concat(Enumerable.Range(0, 5).Select(static i => string.Create(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}-\n\n--b{i}-\n")));

        var message = Mail.Read(text, new MessageLimits { Depth = 3 });

        Assert.AreEqual(MessageAnomalies.LimitReached | MessageAnomalies.UnclosedMultipart, message.Anomalies);
        Assert.AreEqual(MessageAnomalies.LimitReached, message.Root.Parts[0].Parts[0].Anomalies);
        Assert.AreEqual(0, message.Root.Parts[0].Parts[0].Parts.Count);
    }

    [TestMethod]
    public void Parts_AboveLimit_StayInTheEntityAround()
    {
        var message = Mail.Read(Top + Part + Part + Part + Part + End, new MessageLimits { Parts = 3 });

        Assert.AreEqual(2, message.Root.Parts.Count);
        Assert.AreEqual(MessageAnomalies.LimitReached, message.Anomalies);
        Assert.AreEqual(1, message.Root.Parts[1].Body.Length);
        Assert.AreEqual(message.Content.Length, message.Root.EndOffset);
    }
}
