using System.Diagnostics;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Tests.Fields;

[TestClass]
public sealed class ContentFieldTests
{
    [TestMethod]
    [DataRow("text/plain", "text/plain", true)]
    [DataRow(" Text/HTML ; charset=utf-8", "text/html", true)]
    [DataRow("text / plain", "text/plain", true)]
    [DataRow("text/\r\n plain;x=y", "text/plain", true)]
    [DataRow("attachment", "attachment", false)]
    [DataRow("X\u00c3\u0089/Y", "x\u00c3\u0089/y", true)]
    [DataRow("text/plain/x", "text/plain/x", false)]
    [DataRow("text/", "text/", false)]
    [DataRow("/plain", "/plain", false)]
    public void Parse_Value_IsInLowerCase(string body, string value, bool isMediaType)
    {
        ContentField field = Parse(body);

        Assert.AreEqual((value, isMediaType, MessageAnomalies.None), (field.Value, field.IsMediaType, field.Anomalies));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("; charset=x", "")]
    [DataRow("charset=x", "")]
    [DataRow("text/plain charset=x", "text/plain")]
    [DataRow("text/plain)", "text/plain)")]
    [DataRow("text/plain foo; charset=x", "text/plain")]
    public void Parse_MalformedValue_IsReported(string body, string value)
    {
        ContentField field = Parse(body);

        Assert.AreEqual(body.Contains('=', StringComparison.Ordinal) ? "x" : null, field.First("charset"));
        Assert.IsTrue(field.Value == value || field.Value == value.TrimEnd(')'), field.Value);
        Assert.AreEqual(MessageAnomalies.MalformedContentField, field.Anomalies);
    }

    [TestMethod]
    [DataRow("t/p; n=v", "v")]
    [DataRow("t/p;N=v", "v")]
    [DataRow("t/p;;; n = v ;", "v")]
    [DataRow("t/p; n=\"v\"", "v")]
    [DataRow("t/p; n=\"a;b\\\"c\\\\d\"; m=x", "a;b\"c\\d")]
    [DataRow("t/p; n=\"a\r\n b\"", "a b")]
    [DataRow("t/p;\r\n\tn=v", "v")]
    [DataRow("t/p; n=----=_Next=1", "----=_Next=1")]
    [DataRow("t/p; n=\"\"", "")]
    [DataRow("t/p; n=", "")]
    [DataRow("t/p; n=\u00e4", "\u00e4")]
    [DataRow("t/p; n=a\u00a0", "a\u00a0")]
    [DataRow("t/p; n*=utf-8'de'%C3%A4%20b", "\u00c3\u00a4 b")]
    [DataRow("t/p; n*=iso-8859-1''%E4", "\u00c3\u00a4")]
    [DataRow("t/p; n*=''%41", "A")]
    [DataRow("t/p; n*0=a; n*1=b; n*2=c", "abc")]
    [DataRow("t/p; n*2=c; n*0=a; n*1=b", "abc")]
    [DataRow("t/p; n*0*=iso-8859-1''%E4; n*1=%41; n*2*=%42", "\u00c3\u00a4%41B")]
    public void Parse_LegalParameter_HasOneReading(string body, string value)
    {
        ContentField field = Parse(body);

        CollectionAssert.AreEqual(new[] { value }, field.Readings("n").ToArray());
        Assert.AreEqual(MessageAnomalies.None, field.Anomalies);
    }

    [TestMethod]
    [DataRow("t/p; n=a; n=b", "a|b", MessageAnomalies.RepeatedParameter)]
    [DataRow("t/p; n=a; n=a", "a", MessageAnomalies.RepeatedParameter)]
    [DataRow("t/p; n=a; n*=utf-8''b", "b|a", MessageAnomalies.ConflictingNames)]
    [DataRow("t/p; n=a; n*=utf-8''a", "a", MessageAnomalies.None)]
    [DataRow("t/p; n=a; n*0=b; n*1=c", "bc|a", MessageAnomalies.ConflictingNames)]
    [DataRow("t/p; n*0=b; n*0=c", "b|c", MessageAnomalies.RepeatedParameter)]
    [DataRow("t/p; n*0=b; n*2=c", "b|bc", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n*1=b", "b", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"=?utf-8?B?w6Q=?=\"", "\u00c3\u00a4|=?utf-8?B?w6Q=?=", MessageAnomalies.EncodedWordInParameter)]
    [DataRow("t/p; n*0=\"=?utf-8?B?w6\"; n*1=\"Q=?=\"", "\u00c3\u00a4|=?utf-8?B?w6Q=?=", MessageAnomalies.EncodedWordInParameter)]
    [DataRow("t/p; n=a b.exe", "a b.exe|a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=a m=b", "a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"a\" m=b", "a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"a\".exe", "a|a.exe", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"a;b", "a;b|a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"a", "a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=a (c)", "a|a (c)", MessageAnomalies.CommentInContentField)]
    [DataRow("t/p; n=a(1).exe", "a(1).exe|a", MessageAnomalies.CommentInContentField | MessageAnomalies.MalformedContentField)]
    [DataRow("t/p (c(d)e\\)); n=(f)a", "a", MessageAnomalies.CommentInContentField)]
    [DataRow("t/p (; n=a", "", MessageAnomalies.CommentInContentField | MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=\"c:\\new\"", "c:new|c:\\new", MessageAnomalies.None)]
    [DataRow("t/p; n*=utf-8''%4", "%4", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n*=a%20b", "a b", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n*=nonesuch''%41", "A", MessageAnomalies.UnknownCharset)]
    [DataRow("t/p; n; m=1", "", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; =x; n=a", "a", MessageAnomalies.MalformedContentField)]
    [DataRow("t/p; n=a\0b", "ab", MessageAnomalies.None)]
    public void Parse_SeveralReadings_AreAllKept(string body, string readings, MessageAnomalies anomalies)
    {
        ContentField field = Parse(body);

        Assert.AreEqual((readings, anomalies), (string.Join('|', field.Readings("n")), field.Anomalies));
    }

    [TestMethod]
    public void Parse_MissingSemicolon_FindsTheNextParameter()
    {
        Assert.AreEqual("b", Parse("t/p; n=a m=b").First("m"));
        Assert.AreEqual("b", Parse("t/p; n=\"a\" m=b").First("m"));
        Assert.AreEqual("b", Parse("t/p; n=\"a; m=b").First("m"));
    }

    [TestMethod]
    [DataRow("n=a;")]
    [DataRow("n=\"a;")]
    [DataRow("n=\"\\\";")]
    [DataRow("n*0=x;")]
    [DataRow("(")]
    [DataRow("a b ")]
    [DataRow("=?a?q?x")]
    [DataRow("n==?a?q?x?= ")]
    [DataRow("\"")]
    [DataRow("; n=(")]
    public void Parse_Megabytes_TakeLinearTime(string piece)
    {
        string body = "t/p; n=" + string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        ContentField field = Parse(body);

        Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed);
        Assert.IsLessThanOrEqualTo(1000, field.Names.Count);
    }

    private static ContentField Parse(string body) => ContentField.Parse(Encoding.Latin1.GetBytes(body));
}
