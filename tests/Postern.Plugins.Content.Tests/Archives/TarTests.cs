using Postern.Plugins.Content.Archives;

namespace Postern.Plugins.Content.Tests.Archives;

[TestClass]
public sealed class TarTests
{
    private static readonly byte[] Cat = Archive.Bytes("cat");

    [TestMethod]
    [DataRow("a.txt")]
    [DataRow("../x")]
    [DataRow("`id`;$(id)|x&\nb")]
    [DataRow("\u00e4\u00ff")]
    public void List_AnyName_IsBytes(string name)
    {
        ArchiveListing listing = Archive.List(Archive.Tar((name, Cat), ("b", new byte[600])));

        Assert.AreEqual(($"{name}:3|b:600", ArchiveVerdict.Ok), (Archive.Names(listing), listing.Verdict));
    }

    [TestMethod]
    public void List_LongNames_AreWhole()
    {
        string name = new string('x', 300) + ".exe";
        byte[] gnu = [.. Archive.TarMember("././@LongLink", Archive.Bytes(name + "\0"), 'L'), .. Archive.TarMember(name[..99], Cat), .. new byte[1024]];
        byte[] pax = [.. Archive.TarMember("pax", Archive.Bytes($"{name.Length + 10} path={name}\n11 size=3\n"), 'x'), .. Archive.TarMember("short", Cat), .. new byte[1024]];
        byte[] ustar = Archive.TarMember("c", Cat);
        Archive.Bytes("a/b").CopyTo(ustar, 345);
        ustar = [.. Archive.WithSum(ustar[..512]), .. ustar[512..], .. new byte[1024]];

        Assert.AreEqual($"{name}:3", Archive.Names(Archive.List(gnu)));
        Assert.AreEqual($"{name}:3", Archive.Names(Archive.List(pax)));
        Assert.AreEqual("a/b/c:3", Archive.Names(Archive.List(ustar)));
    }

    [TestMethod]
    public void List_DirectoriesAndLinks_HaveNoContent() => Assert.AreEqual("d/:0|l:0|a:3", Archive.Names(Archive.List(
        [.. Archive.TarMember("d/", [], '5'), .. Archive.TarMember("l", [], '2'), .. Archive.TarMember("a", Cat), .. new byte[1024]])));

    [TestMethod]
    public void List_MembersBehindTheEnd_AreListedAndBroken()
    {
        ArchiveListing listing = Archive.List([.. Archive.Tar(("a", Cat)), .. Archive.Tar(("b", Cat))]);

        Assert.AreEqual(("a:3|b:3", ArchiveVerdict.Broken, "members behind the end of a tar file"), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_EveryTruncation_NeverThrows()
    {
        byte[] tar = Archive.Tar(("a", Cat), ("b", Archive.Gzip(Cat)));
        for (int length = 0; length <= tar.Length - 512; length++)
        {
            ArchiveVerdict verdict = Archive.List(tar[..length]).Verdict;
            Assert.AreNotEqual(ArchiveVerdict.TooBig, verdict);
            if (length % 512 is > 0 and < 3)
                Assert.AreEqual(length < 262 ? ArchiveVerdict.None : ArchiveVerdict.Broken, verdict, $"{length}");
        }
    }

    [TestMethod]
    public void List_HeaderThatDoesNotAddUp_IsBroken()
    {
        byte[] tar = Archive.Tar(("a", Cat), ("b", Cat));
        tar[1024] = (byte)'c';

        ArchiveListing listing = Archive.List(tar);

        Assert.AreEqual(("a:3", ArchiveVerdict.Broken, "a tar header that does not add up"), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    [DataRow("9 path=\n")]
    [DataRow("x")]
    [DataRow("99999999999999999999 path=a\n")]
    [DataRow("-1 path=a\n")]
    [DataRow("0 path=a\n")]
    public void List_DamagedPaxRecord_IsBrokenOrIgnored(string record)
    {
        ArchiveListing listing = Archive.List([.. Archive.TarMember("pax", Archive.Bytes(record), 'x'), .. Archive.TarMember("a", Cat), .. new byte[1024]]);

        Assert.HasCount(1, listing.Members);
    }

    [TestMethod]
    public void List_HugeSize_IsCutOffWithoutWaiting()
    {
        byte[] tar = Archive.TarMember("a", Cat);
        Archive.Bytes("77777777777\0").CopyTo(tar, 124);
        tar = [.. Archive.WithSum(tar[..512]), .. tar[512..]];

        Assert.AreEqual(ArchiveVerdict.Broken, Archive.List(tar).Verdict);
    }
}
