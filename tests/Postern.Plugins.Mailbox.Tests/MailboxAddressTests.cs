namespace Postern.Plugins.Mailbox.Tests;

[TestClass]
public sealed class MailboxAddressTests
{
    [TestMethod]
    [DataRow("/a/b", null, "/a/b")]
    [DataRow("//a", null, "//a")]
    [DataRow("./a", null, "./a")]
    [DataRow("/a%62?c;d", null, "/a%62?c;d")]
    [DataRow("mbox:///a", MailboxFormat.Mbox, "/a")]
    [DataRow("mbox:/a", MailboxFormat.Mbox, "/a")]
    [DataRow("mbox:a", MailboxFormat.Mbox, "a")]
    [DataRow("MBOX:////a", MailboxFormat.Mbox, "//a")]
    [DataRow("maildir:///a%20b", MailboxFormat.Maildir, "/a b")]
    [DataRow("mh:///a%zz%4", MailboxFormat.Mh, "/a%zz%4")]
    [DataRow("mbox:///a%00b", MailboxFormat.Mbox, "/a%00b")]
    public void Parse_Url_IsFormatAndPath(string url, object? format, string path) =>
        Assert.AreEqual(new MailboxAddress((MailboxFormat?)format, path), MailboxAddress.Parse(url));

    [TestMethod]
    [DataRow("", "Parse error")]
    [DataRow("name", "URL missing required parts")]
    [DataRow("../a", "URL missing required parts")]
    [DataRow("~/a", "URL missing required parts")]
    [DataRow(":/a", "URL missing required parts")]
    [DataRow("mbox:", "URL missing required parts")]
    [DataRow("mbox://", "URL missing required parts")]
    [DataRow("mbox://host/a", "URL has parts not allowed by its scheme")]
    [DataRow("mbox:///a?b", "URL has parts not allowed by its scheme")]
    [DataRow("mbox:///a;b", "URL has parts not allowed by its scheme")]
    [DataRow("foo:///a", "Requested item not found")]
    [DataRow("imap://host/a", "the scheme `imap' is not supported; mbox, maildir and mh are")]
    [DataRow("pops://host", "the scheme `pops' is not supported; mbox, maildir and mh are")]
    public void Parse_WrongUrl_SaysWhy(string url, string reason) =>
        Assert.AreEqual(reason, Assert.ThrowsExactly<IOException>(() => MailboxAddress.Parse(url)).Message);
}
