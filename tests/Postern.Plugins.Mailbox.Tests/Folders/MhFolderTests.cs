namespace Postern.Plugins.Mailbox.Tests.Folders;

[TestClass]
public sealed class MhFolderTests : IDisposable
{
    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Messages_OfAFolder_AreItsNumbers()
    {
        Make("10", "2", "1", "05", "0", "-4", ",3", "99999999999", "name", ".mh_sequences");
        Directory.CreateDirectory(_lab.Path("mh/7"));
        File.CreateSymbolicLink(_lab.Path("mh/8"), "/etc/passwd");

        CollectionAssert.AreEqual(new[] { "1", "2", "10" }, await _lab.ReadAllAsync("mh://" + _lab.Path("mh")));
        CollectionAssert.AreEqual(new[] { "1", "2", "10" }, await _lab.ReadAllAsync(_lab.Path("mh")), "the format is found out");
    }

    [TestMethod]
    public async Task Open_FolderWithSequencesAlone_IsOne()
    {
        Make(".mh_sequences");

        Assert.AreEqual(0, await _lab.CountAsync(_lab.Open(_lab.Path("mh"))));
    }

    [TestMethod]
    public void Open_FolderThatCouldBeAnything_IsRefused()
    {
        Make("name", "-1");

        Assert.AreEqual("2 mailbox_open: cannot create mailbox `/mh': Requested item not found", _lab.Failure(() => _lab.Open(_lab.Path("mh"), "a+")));
    }

    [TestMethod]
    public async Task Append_Message_TakesTheNextNumber()
    {
        Make("3", ",9", ".mh_sequences");
        var mailbox = _lab.Open(_lab.Path("mh"), "a");

        await _lab.AppendAsync(mailbox, "X-UID: 1\nS: 1\r\n\r\nFrom b\r\nc");
        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        Assert.AreEqual("S: 1\n\nFrom b\nc", _lab.Bytes("mh/4"));
        Assert.AreEqual(3, await _lab.CountAsync(mailbox));
        Assert.AreEqual(MailboxLab.Message, await _lab.ReadAsync(mailbox, 3));
        Assert.AreEqual(".mh_sequences", _lab.Bytes("mh/.mh_sequences"));
        CollectionAssert.AreEquivalent(new[] { "3", "4", "5", ",9", ".mh_sequences" }, Directory.GetFileSystemEntries(_lab.Path("mh")).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public async Task GetMessage_FileRemoved_IsAFailure()
    {
        Make("1", "2");
        var mailbox = _lab.Open(_lab.Path("mh"));
        Assert.AreEqual(2, await _lab.CountAsync(mailbox));

        File.Delete(_lab.Path("mh/1"));

        Assert.AreEqual("2 mailbox_get_message: No such file or directory", await _lab.FailureAsync(() => _lab.GetAsync(mailbox, 1)));
        Assert.AreEqual("2", await _lab.ReadAsync(mailbox, 2));
    }

    private void Make(params string[] names)
    {
        Directory.CreateDirectory(_lab.Path("mh"));
        foreach (var name in names)
            _lab.Write("mh/" + name, name);
    }
}
