using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Tests.Smtp;

[TestClass]
public sealed class MailerUrlTests
{
    [TestMethod]
    [DataRow("smtp://mx.example.org", "mx.example.org:25")]
    [DataRow("SMTP://127.0.0.1:2525/", "127.0.0.1:2525")]
    [DataRow("smtps://h", "h:465")]
    [DataRow("smtp://[::1]:24", "::1:24")]
    [DataRow("lmtp://h:24", "h:24")]
    [DataRow("lmtp:///run/lmtp", "/run/lmtp")]
    [DataRow("lmtp:/run/lmtp", "/run/lmtp")]
    [DataRow("sendmail:", "/usr/sbin/sendmail")]
    [DataRow("sendmail:/opt/mail", "/opt/mail")]
    [DataRow("sendmail:///opt/mail", "/opt/mail")]
    [DataRow("prog:/bin/x", "/bin/x")]
    [DataRow("prog:///bin/x?a&b", "/bin/x")]
    public void Parse_Url_IsUnderstood(string text, string place) => Assert.AreEqual(place, MailerUrl.Parse(text, out _)!.Place);

    [TestMethod]
    public void Parse_Options_AreUnderstood()
    {
        var url = MailerUrl.Parse("smtp://us%40er:p%3aw:x@h:1?starttls=require&verify=no&ehlo=me.test&timeout=7&long-lines=keep", out _)!;

        Assert.AreEqual("us@er", url.User);
        Assert.AreEqual("p:w:x", url.Password);
        Assert.AreEqual(TlsPolicy.Require, url.StartTls);
        Assert.IsFalse(url.ChecksCertificate);
        Assert.AreEqual("me.test", url.Ehlo);
        Assert.AreEqual(TimeSpan.FromSeconds(7), url.Timeout);
        Assert.IsTrue(url.KeepsLongLines);
    }

    [TestMethod]
    [DataRow("smtp://h", false)]
    [DataRow("smtps://h", true)]
    [DataRow("smtp://h?starttls=require", true)]
    [DataRow("smtp://h?verify=yes", true)]
    [DataRow("smtps://h?verify=no", false)]
    public void ChecksCertificate_WhereTlsIsRequired_IsOn(string text, bool expected) =>
        Assert.AreEqual(expected, MailerUrl.Parse(text, out _)!.ChecksCertificate);

    [TestMethod]
    [DataRow("prog:/bin/x?a%20b&%24(id)&c", "a b|$(id)|c")]
    [DataRow("prog:/bin/x", "")]
    public void Parse_Arguments_AreWords(string text, string words) =>
        Assert.AreEqual(words, string.Join('|', MailerUrl.Parse(text, out _)!.Arguments));

    [TestMethod]
    [DataRow("nosuch:/x", "Malformed or unsupported mailer URL")]
    [DataRow("", "Malformed or unsupported mailer URL")]
    [DataRow("smtp:h", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://a b", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://[::1", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://[x]", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://:p@h", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://u%00:p@h", "Malformed or unsupported mailer URL")]
    [DataRow("smtp://h:0", "the port must be a number from 1 to 65535")]
    [DataRow("smtp://h:65536", "the port must be a number from 1 to 65535")]
    [DataRow("smtp://h?tls=yes", "unknown option or value: tls=yes")]
    [DataRow("smtp://h?timeout=0", "unknown option or value: timeout=0")]
    [DataRow("smtp://h?ehlo=a b", "unknown option or value: ehlo=a b")]
    [DataRow("sendmail:bin/x", "the program must be given by an absolute path")]
    [DataRow("sendmail:/x?starttls=never", "unknown option or value: starttls=never")]
    [DataRow("prog:", "the program must be given by an absolute path")]
    [DataRow("prog://host/x", "the program must be given by an absolute path")]
    [DataRow("prog:/x?%zz", "an argument of the program is not percent-encoded text")]
    public void Parse_WhatIsNone_IsRefused(string text, string expected)
    {
        Assert.IsNull(MailerUrl.Parse(text, out var problem));
        Assert.AreEqual(expected, problem);
    }

    [TestMethod]
    [DataRow("smtp://user:secret@h:25", "smtp://***@h:25")]
    [DataRow("smtp://user:sec@ret@h", "smtp://***@h")]
    [DataRow("smtp://user:sec/ret?@h", "smtp://***@h")]
    [DataRow("smtp://h", "smtp://h")]
    [DataRow("bogus://user:secret@\r\nh", "bogus://***@??h")]
    public void Redact_UserAndPassword_AreHidden(string text, string expected) => Assert.AreEqual(expected, MailerUrl.Redact(text));

    [TestMethod]
    public void Parse_EveryByteInHostAndGreeting_NeverHoldsALineEnd()
    {
        for (var value = 0; value < 0x100; value++)
        {
            foreach (var text in new[] { $"smtp://a{(char)value}b", $"smtp://h?ehlo=a{(char)value}b", $"smtp://h?ehlo=a%{value:x2}b" })
            {
                if (MailerUrl.Parse(text, out _) is { } url)
                    Assert.IsFalse((url.Host + url.Ehlo).AsSpan().ContainsAnyInRange('\0', ' '), text);
            }
        }
    }
}
