using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Mailbox.Tests;

[TestClass]
public sealed class MailboxesBlockTests
{
    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    private readonly MailboxesBlock _block = new();

    [TestMethod]
    public void Limit_Set_BoundsMailboxes()
    {
        _block.Configure(Runtime("max-open-mailboxes", "2"));
        using var lab = new MailboxLab(_block);
        lab.Open("/dev/null");
        lab.Open("/dev/null");

        Assert.AreEqual("2 mailbox_open: no more mailboxes available", lab.Failure(() => lab.Open("/dev/null")));
        Assert.AreEqual("11 mailbox_close: invalid mailbox descriptor", lab.Failure(() => lab.Close(2)));
    }

    [TestMethod]
    [DataRow("max-open-mailboxes", "0", "`max-open-mailboxes' wants a number from 1 to 1000000")]
    [DataRow("max-open-mailboxes", "many", "`max-open-mailboxes' wants a number from 1 to 1000000")]
    [DataRow("max-streams", "5", "unknown keyword `max-streams' in `runtime'")]
    public void Configure_WrongStatement_IsRefused(string keyword, string value, string text) =>
        Assert.AreEqual(text, Assert.ThrowsExactly<ConfigurationException>(() => _block.Configure(Runtime(keyword, value))).Message);

    [TestMethod]
    public void Configure_NoBlock_IsRefused() =>
        Assert.ThrowsExactly<ConfigurationException>(() => _block.Configure(new ConfigurationStatement("runtime", [], null, Place)));

    private static ConfigurationStatement Runtime(string keyword, string value) => new(
        "runtime", [], [new ConfigurationStatement(keyword, [new ConfigurationValue(value, null, Place)], null, Place)], Place);
}
