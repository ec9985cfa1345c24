using Postern.Abstractions.Configuration;
using Postern.Plugins.Sending.Copies;

namespace Postern.Plugins.Sending.Tests;

[TestClass]
public sealed class MailerBlockTests
{
    [TestMethod]
    public void Configure_Url_IsTheDefault()
    {
        var block = new MailerBlock();
        Assert.AreEqual("sendmail:", block.Url);

        block.Configure(Block("mailer", ("url", "smtp://127.0.0.1")));

        Assert.AreEqual("smtp://127.0.0.1", block.Url);
    }

    [TestMethod]
    [DataRow("url", "bogus://u:secret@h", "cannot create mailer `bogus://***@h': Malformed or unsupported mailer URL")]
    [DataRow("uri", "smtp://h", "unknown keyword `uri' in `mailer'")]
    public void Configure_Mistake_IsTold(string keyword, string value, string text)
    {
        var error = Assert.ThrowsExactly<ConfigurationException>(() => new MailerBlock().Configure(Block("mailer", (keyword, value))));

        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public void Configure_Recipients_AreRead()
    {
        var block = new RecipientsBlock();

        block.Configure(Block("recipients", ("reinject", "smtp://127.0.0.1:10026"), ("most-copies", "3"), ("key-file", "/etc/key")));

        Assert.AreEqual(("smtp://127.0.0.1:10026", 3, "/etc/key"), (block.Reinject, block.MostCopies, block.KeyFile));
    }

    [TestMethod]
    [DataRow("reinject", "x", "cannot create mailer `x': Malformed or unsupported mailer URL")]
    [DataRow("most-copies", "0", "`most-copies' wants a number from 1 to 100")]
    [DataRow("key-file", "key", "`key-file' wants an absolute file name")]
    [DataRow("key", "x", "unknown keyword `key' in `recipients'")]
    public void Configure_RecipientsMistake_IsTold(string keyword, string value, string text)
    {
        var error = Assert.ThrowsExactly<ConfigurationException>(() => new RecipientsBlock().Configure(Block("recipients", (keyword, value))));

        Assert.AreEqual(text, error.Message);
    }

    private static ConfigurationStatement Block(string keyword, params (string Keyword, string Value)[] items) =>
        new(keyword, [], [.. items.Select(static item => new ConfigurationStatement(item.Keyword, [new ConfigurationValue(item.Value, null, default)], null, default))], default);
}
