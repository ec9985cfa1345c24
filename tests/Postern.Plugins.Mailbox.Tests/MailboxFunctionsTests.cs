using Postern.Plugins.Mailbox.Tests.Fakes;

namespace Postern.Plugins.Mailbox.Tests;

[TestClass]
public sealed class MailboxFunctionsTests : IDisposable
{
    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("mbox:///none", "2 mailbox_open: cannot open mailbox `mbox:///none': No such file or directory")]
    [DataRow("/none", "2 mailbox_open: cannot open mailbox `/none': No such file or directory")]
    [DataRow("maildir:///none", "2 mailbox_open: cannot open mailbox `maildir:///none': No such file or directory")]
    [DataRow("mh:///none", "2 mailbox_open: cannot open mailbox `mh:///none': No such file or directory")]
    [DataRow("none", "2 mailbox_open: cannot create mailbox `none': URL missing required parts")]
    [DataRow("", "2 mailbox_open: cannot create mailbox `': Parse error")]
    [DataRow("imap://localhost/x", "2 mailbox_open: cannot create mailbox `imap://localhost/x': the scheme `imap' is not supported; mbox, maildir and mh are")]
    public void Open_WhatIsNotThere_IsAFailure(string url, string failure)
    {
        foreach (var mode in new[] { "r", "w", "rw", "a" })
            Assert.AreEqual(failure, _lab.Failure(() => _lab.Open(url, mode)));
    }

    [TestMethod]
    [DataRow("zz", "yy", "11 mailbox_open: incorrect mode near `zz'")]
    [DataRow("r", "yy", "11 mailbox_open: invalid permissions (near yy)")]
    public void Open_WrongModeOrPermissions_IsOutOfRange(string mode, string permissions, string failure) =>
        Assert.AreEqual(failure, _lab.Failure(() => _lab.Open("none", mode, permissions)));

    [TestMethod]
    public async Task Append_MailboxOpenedForReading_IsRefused()
    {
        foreach (var kind in new[] { "mbox", "maildir", "mh" })
        {
            _lab.Close(_lab.Open($"{kind}://{_lab.Path(kind)}", "a+"));
            var mailbox = _lab.Open($"{kind}://{_lab.Path(kind)}");

            Assert.AreEqual(
                "2 mailbox_append_message: cannot append message: Permission denied", await _lab.FailureAsync(() => _lab.AppendAsync(mailbox, MailboxLab.Message)));
            Assert.AreEqual(0, await _lab.CountAsync(mailbox));
        }
    }

    [TestMethod]
    public async Task Descriptor_NotOpen_IsTold()
    {
        var closed = _lab.Open("/dev/null");
        _lab.Close(closed);
        _lab.Close(closed);

        Assert.AreEqual("2 mailbox_messages_count: mailbox not open", await _lab.FailureAsync(() => _lab.CountAsync(closed)));
        Assert.AreEqual("2 mailbox_get_message: mailbox not open", await _lab.FailureAsync(() => _lab.GetAsync(63, 1)));
        Assert.AreEqual("2 mailbox_append_message: mailbox not open", await _lab.FailureAsync(() => _lab.AppendDescriptorAsync(1, 99)));
        foreach (var none in new[] { -1L, 64, long.MaxValue, long.MinValue })
        {
            Assert.AreEqual("11 mailbox_messages_count: invalid mailbox descriptor", await _lab.FailureAsync(() => _lab.CountAsync(none)));
            Assert.AreEqual("11 mailbox_get_message: invalid mailbox descriptor", await _lab.FailureAsync(() => _lab.GetAsync(none, 1)));
            Assert.AreEqual("11 mailbox_append_message: invalid mailbox descriptor", await _lab.FailureAsync(() => _lab.AppendDescriptorAsync(none, 0)));
            Assert.AreEqual("11 mailbox_close: invalid mailbox descriptor", _lab.Failure(() => _lab.Close(none)));
        }
    }

    [TestMethod]
    public async Task Append_NoMessage_IsAFailure()
    {
        var mailbox = _lab.Open(_lab.Path("box"), "w+");

        Assert.AreEqual("2 mailbox_append_message: message not open", await _lab.FailureAsync(() => _lab.AppendDescriptorAsync(mailbox, 0)));
    }

    [TestMethod]
    public void Open_MoreThanTheLimit_IsAFailure()
    {
        for (var i = 0; i < 64; i++)
            Assert.AreEqual(i, _lab.Open("/dev/null"));

        Assert.AreEqual("2 mailbox_open: no more mailboxes available", _lab.Failure(() => _lab.Open("/dev/null")));
        _lab.Close(7);
        Assert.AreEqual(7, _lab.Open("/dev/null"));
    }

    [TestMethod]
    public void Open_LinkWhereEverybodyMayWrite_IsRefused()
    {
        var shared = _lab.Path("shared");
        Directory.CreateDirectory(shared);
        Directory.CreateDirectory(_lab.Path("md/tmp"));
        File.CreateSymbolicLink(shared + "/link", _lab.Write("box", ""));
        File.CreateSymbolicLink(shared + "/folder", _lab.Path("md"));
        _lab.Close(_lab.Open(shared + "/link"));
        File.SetUnixFileMode(shared, (UnixFileMode)0x3FF);

        foreach (var url in new[] { shared + "/link", $"maildir://{shared}/folder", $"maildir://{shared}/folder/" })
        {
            Assert.AreEqual(
                $"2 mailbox_open: cannot open mailbox `{url.Replace(_lab.Root, "", StringComparison.Ordinal)}': it is a symbolic link in a folder that everybody may write to",
                _lab.Failure(() => _lab.Open(url, "a")));
        }
    }

    [TestMethod]
    public void Open_LinkToNowhere_MakesNothing()
    {
        File.CreateSymbolicLink(_lab.Path("link"), _lab.Path("nowhere"));

        Assert.AreEqual("2 mailbox_open: cannot open mailbox `/link': File exists", _lab.Failure(() => _lab.Open(_lab.Path("link"), "a+")));
        Assert.IsFalse(File.Exists(_lab.Path("nowhere")));
    }

    [TestMethod]
    public async Task Append_FileWithTwoNames_IsRefused()
    {
        var mailbox = _lab.Open(_lab.Write("box", ""), "a");
        await DeliveryAgent.LinkAsync(_lab.Path("box"), _lab.Path("other"));

        Assert.AreEqual(
            "2 mailbox_append_message: cannot append message: File check failed: /box has another name, too (a hard link)",
            await _lab.FailureAsync(() => _lab.AppendAsync(mailbox, MailboxLab.Message)));
    }

    [TestMethod]
    [DataRow("mbox")]
    [DataRow("maildir")]
    [DataRow("mh")]
    public async Task Open_Permissions_HoldForWhatIsMade(string kind)
    {
        var mailbox = _lab.Open($"{kind}://{_lab.Path("private")}", "a+");
        await _lab.AppendAsync(mailbox, MailboxLab.Message);
        mailbox = _lab.Open($"{kind}://{_lab.Path("group")}", "a+", "g=r");
        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        AssertModes("private", UnixFileMode.None, UnixFileMode.None);
        AssertModes("group", UnixFileMode.GroupRead, UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
    }

    [TestMethod]
    [DataRow("mbox", "box")]
    [DataRow("maildir", "tmp")]
    [DataRow("mh", "box")]
    public async Task Append_SourceFails_LeavesNothing(string kind, string folder)
    {
        var mailbox = _lab.Open($"{kind}://{_lab.Path("box")}", "a+");

        Assert.AreEqual("14 gone", await _lab.FailureAsync(() => _lab.AppendAsync(mailbox, FailingContent.Throwing(300_000))));

        Assert.AreEqual(0, await _lab.CountAsync(mailbox), folder);
        Assert.IsTrue(kind == "mbox" || !Directory.EnumerateFiles(_lab.Path("box"), "*", SearchOption.AllDirectories).Any());
    }

    private void AssertModes(string name, UnixFileMode file, UnixFileMode folder)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (File.Exists(_lab.Path(name)))
        {
            Assert.AreEqual(file, File.GetUnixFileMode(_lab.Path(name)) & Others);
            return;
        }

        Assert.AreEqual(folder, File.GetUnixFileMode(_lab.Path(name)) & Others);
        foreach (var entry in Directory.EnumerateFileSystemEntries(_lab.Path(name), "*", SearchOption.AllDirectories))
            Assert.AreEqual(Directory.Exists(entry) ? folder : file, File.GetUnixFileMode(entry) & Others, entry);
    }
}
