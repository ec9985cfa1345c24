namespace Postern.Plugins.Mailbox.Tests.Folders;

[TestClass]
public sealed class MaildirFolderTests : IDisposable
{
    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Messages_OfNewAndCur_ComeAsTheyWereDelivered()
    {
        Make("new/1000.M2P1.h", "new/1000.M10P1.h", "new/900.x.h", "new/10000.x.h", "new/plain", "new/.dot", "tmp/800.x.h", "cur/950.x.h:2,S", "cur/1100.x.h:2,RS", "cur/1050.x.h:2,ST");
        Directory.CreateDirectory(_lab.Path("md/new/folder"));
        string[] expected = ["new/plain", "new/900.x.h", "cur/950.x.h:2,S", "new/1000.M2P1.h", "new/1000.M10P1.h", "cur/1050.x.h:2,ST", "cur/1100.x.h:2,RS", "new/10000.x.h"];

        CollectionAssert.AreEqual(expected, await _lab.ReadAllAsync("maildir://" + _lab.Path("md")));
        CollectionAssert.AreEqual(expected, await _lab.ReadAllAsync(_lab.Path("md")), "the format is found out");
        CollectionAssert.AreEqual(expected, await _lab.ReadAllAsync(_lab.Path("md/")));
        Assert.IsTrue(File.Exists(_lab.Path("md/new/900.x.h")), "reading moves nothing");
    }

    [TestMethod]
    public async Task Message_MovedByAnotherProgram_IsFound()
    {
        Make("new/1.x.h", "new/2.x.h");
        var mailbox = _lab.Open(_lab.Path("md"));
        Assert.AreEqual(2, await _lab.CountAsync(mailbox));

        File.Move(_lab.Path("md/new/2.x.h"), _lab.Path("md/cur/2.x.h:2,S"));
        Assert.AreEqual("new/2.x.h", await _lab.ReadAsync(mailbox, 2));
        File.Move(_lab.Path("md/cur/2.x.h:2,S"), _lab.Path("md/cur/2.x.h:2,RS"));
        Assert.AreEqual("new/2.x.h", await _lab.ReadAsync(mailbox, 2));
        File.Delete(_lab.Path("md/cur/2.x.h:2,RS"));
        Assert.AreEqual("2 mailbox_get_message: No such file or directory", await _lab.FailureAsync(() => _lab.GetAsync(mailbox, 2)));
    }

    [TestMethod]
    public async Task Count_MessagesThatCome_GetTheHighestNumbers()
    {
        Make("new/5.x.h");
        var mailbox = _lab.Open(_lab.Path("md"));
        Assert.AreEqual(1, await _lab.CountAsync(mailbox));

        Make("new/7.x.h", "new/3.x.h");

        Assert.AreEqual(3, await _lab.CountAsync(mailbox));
        Assert.AreEqual("new/5.x.h", await _lab.ReadAsync(mailbox, 1));
        Assert.AreEqual("new/3.x.h", await _lab.ReadAsync(mailbox, 2));
        Assert.AreEqual("new/7.x.h", await _lab.ReadAsync(mailbox, 3));
    }

    [TestMethod]
    public async Task Append_Messages_StandInNewAsTheyAre()
    {
        var mailbox = _lab.Open("maildir://" + _lab.Path("md"), "w+");

        await _lab.AppendAsync(mailbox, "Status: R\nS: 1\r\n\r\nFrom b\r\nc");
        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        Assert.AreEqual(2, await _lab.CountAsync(mailbox));
        Assert.AreEqual("S: 1\n\nFrom b\nc", await _lab.ReadAsync(mailbox, 1));
        Assert.AreEqual(MailboxLab.Message, await _lab.ReadAsync(mailbox, 2));
        var names = Directory.GetFiles(_lab.Path("md/new"));
        Assert.HasCount(2, names);
        Assert.IsTrue(names.All(static name => System.Text.RegularExpressions.Regex.IsMatch(Path.GetFileName(name), @"^[0-9]+\.M[0-9]{6}P[0-9]+R[0-9a-f]{16}\..")));
        Assert.IsEmpty(Directory.GetFiles(_lab.Path("md/tmp")));
    }

    [TestMethod]
    public async Task Append_FolderWithoutItsFolders_MakesThem()
    {
        Directory.CreateDirectory(_lab.Path("md"));
        Assert.AreEqual(0, await _lab.CountAsync(_lab.Open("maildir://" + _lab.Path("md"))));
        var mailbox = _lab.Open("maildir://" + _lab.Path("md"), "a");

        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        CollectionAssert.AreEqual(new[] { MailboxLab.Message }, await _lab.ReadAllAsync(_lab.Path("md")));
    }

    [TestMethod]
    public async Task Message_ThatIsALink_IsNone()
    {
        Make("new/1.x.h");
        File.CreateSymbolicLink(_lab.Path("md/new/2.x.h"), "/etc/passwd");

        CollectionAssert.AreEqual(new[] { "new/1.x.h" }, await _lab.ReadAllAsync(_lab.Path("md")));
    }

    private void Make(params string[] names)
    {
        foreach (var folder in new[] { "tmp", "new", "cur" })
            Directory.CreateDirectory(_lab.Path("md/" + folder));
        foreach (var name in names)
            _lab.Write("md/" + name, name);
    }
}
