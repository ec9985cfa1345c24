using System.IO.Compression;
using Postern.Plugins.Content.Archives;

namespace Postern.Plugins.Content.Tests.Archives;

[TestClass]
public sealed class ArchiveLimitTests
{
    private static readonly byte[] Cat = Archive.Bytes("cat");

    [TestMethod]
    public void List_Gzip_TellsNameAndSize()
    {
        Assert.AreEqual("cat.txt:3", Archive.Names(Archive.List(Archive.Gzip(Cat, "cat.txt"))));
        Assert.AreEqual(":3", Archive.Names(Archive.List(Archive.Gzip(Cat))));
        Assert.AreEqual("a.tar:1536|.x:3", Archive.Names(Archive.List(Archive.Gzip([.. Archive.TarMember("x", Cat), .. new byte[512]], "a.tar"))));
    }

    [TestMethod]
    public void List_DamagedGzip_IsBroken()
    {
        byte[] gzip = Archive.Gzip(Archive.Bytes(string.Concat(Enumerable.Range(0, 1000))));
        gzip[30] ^= 0x55;
        gzip[31] ^= 0x55;

        Assert.AreEqual(ArchiveVerdict.Broken, Archive.List(gzip).Verdict);
    }

    [TestMethod]
    public void List_Bomb_IsTooBigEarly()
    {
        byte[] bomb = Archive.Gzip(new byte[20 << 20]);

        ArchiveListing listing = Archive.List(bomb);

        Assert.AreEqual((ArchiveVerdict.TooBig, "more than 250 times as large as compressed"), (listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_BombOfBombs_StopsAtTheBytes()
    {
        // Like 42.zip: each layer holds copies of the next.
        byte[] zip = Archive.Zip(("0", new byte[1 << 20]));
        for (int layer = 0; layer < 5; layer++)
            zip = Archive.Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.zip", zip))]);

        ArchiveListing listing = Archive.List(zip, new ArchiveLimits { Bytes = 32 << 20, Members = 1_000_000, Time = TimeSpan.FromMinutes(5) });

        Assert.AreEqual(ArchiveVerdict.TooBig, listing.Verdict);
    }

    [TestMethod]
    public void List_GzipWithinItselfForEver_StopsAtTheDepth()
    {
        byte[] gzip = Cat;
        for (int i = 0; i < 500; i++)
            gzip = Archive.Gzip(gzip);

        ArchiveListing listing = Archive.List(gzip);

        Assert.AreEqual((ArchiveVerdict.TooBig, "archives nest deeper than 8", 8), (listing.Verdict, listing.Reason, listing.Members.Count));
    }

    [TestMethod]
    public void List_MillionMembers_StopsAtTheLimit()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 100_000; i++)
                archive.CreateEntry($"{i}");
        }

        byte[] tar = [.. Enumerable.Repeat(Archive.TarMember("x", []), 100_000).SelectMany(static member => member)];

        foreach (byte[] content in new[] { zip.ToArray(), tar })
        {
            ArchiveListing listing = Archive.List(content);
            Assert.AreEqual((ArchiveVerdict.TooBig, "more than 10000 members"), (listing.Verdict, listing.Reason));
            Assert.IsLessThanOrEqualTo(10_000, listing.Members.Count);
        }
    }

    [TestMethod]
    public void List_NamesOfMegabytes_StopAtTheLimit()
    {
        byte[] member = [.. Archive.TarMember("@", [.. Enumerable.Repeat((byte)'x', 60_000)], 'L'), .. Archive.TarMember("a", [])];

        ArchiveListing listing = Archive.List([.. Enumerable.Repeat(member, 300).SelectMany(static bytes => bytes)]);

        Assert.AreEqual((ArchiveVerdict.TooBig, "more than 8388608 bytes of names"), (listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_TimeIsUp_IsTooBig()
    {
        var time = new SteppingTime();

        ArchiveListing listing = ArchiveRun.List(new MemoryStream(Archive.Tar(("a", new byte[1 << 20]))), new ArchiveLimits(), time, CancellationToken.None);

        Assert.AreEqual((ArchiveVerdict.TooBig, "more than 10 seconds"), (listing.Verdict, listing.Reason));
    }

    [TestMethod]
    [DataRow("Rar!\u001a\u0007\u0001\0", "application/vnd.rar")]
    [DataRow("7z\u00bc\u00af'\u001c", "application/x-7z-compressed")]
    public void List_OtherArchive_IsUndecipherable(string head, string mediaType)
    {
        ArchiveListing listing = Archive.List(Archive.Bytes(head));

        Assert.AreEqual((ArchiveVerdict.Undecipherable, $"{mediaType} cannot be read"), (listing.Verdict, listing.Reason));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("hello")]
    [DataRow("%PDF-1.4")]
    public void List_NoArchive_HasNoVerdict(string content) => Assert.AreEqual(ArchiveVerdict.None, Archive.List(Archive.Bytes(content)).Verdict);

    [TestMethod]
    public void List_LargeContent_MakesNoFileOfAMembersName()
    {
        var noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);

        ArchiveListing listing = Archive.List(Archive.Zip(("n", noise), ("../e", Cat)));

        Assert.AreEqual($"n:{noise.Length}|../e:3", Archive.Names(listing));
        Assert.IsFalse(File.Exists(Path.Combine(Path.GetTempPath(), "../e")));
    }

    /// <summary>A clock on which every look takes three seconds.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 3;
    }
}
