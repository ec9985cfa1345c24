using System.Buffers.Binary;
using Postern.Plugins.Content.Archives;

namespace Postern.Plugins.Content.Tests.Archives;

[TestClass]
public sealed class ZipTests
{
    private static readonly byte[] Cat = Archive.Bytes("cat");

    [TestMethod]
    public void List_Members_AreNamedAndMeasured()
    {
        ArchiveListing listing = Archive.List(Archive.Zip(("a.txt", Cat), ("dir/b.exe", new byte[5000]), ("empty", [])));

        Assert.AreEqual(("a.txt:3|dir/b.exe:5000|empty:0", ArchiveVerdict.Ok, ""), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    [DataRow("../../etc/passwd")]
    [DataRow("/etc/passwd")]
    [DataRow("..\\..\\a")]
    [DataRow("`touch x`")]
    [DataRow("$(touch x)")]
    [DataRow("a\nb")]
    [DataRow("a\r\nSubject: x")]
    [DataRow("\u00ff\u0001")]
    [DataRow("a|b;c&d")]
    public void List_AnyName_IsBytes(string name)
    {
        ArchiveListing listing = Archive.List(Archive.Zip((name, Cat)));

        Assert.AreEqual(($"{name}:3", ArchiveVerdict.Ok), (Archive.Names(listing), listing.Verdict));
    }

    [TestMethod]
    public void List_NulInName_IsEscaped()
    {
        byte[] zip = Archive.Zip(("a_b.exe", Cat));
        Replace(zip, "a_b.exe", "a\0b.exe");

        Assert.AreEqual("a\\000b.exe:3", Archive.Names(Archive.List(zip)));
    }

    [TestMethod]
    public void List_Nested_ShowsWhatIsWithin()
    {
        byte[] inner = Archive.Zip(("x.exe", Cat));
        byte[] tar = Archive.Gzip(Archive.Tar(("t", inner)), "t.tar");

        Assert.AreEqual($"in.zip:{inner.Length}|.x.exe:3|t.tgz:{tar.Length}|.t.tar:2048|..t:{inner.Length}|...x.exe:3",
            Archive.Names(Archive.List(Archive.Zip(("in.zip", inner), ("t.tgz", tar)))));
    }

    [TestMethod]
    public void List_NestedTooDeep_IsTooBig()
    {
        byte[] zip = Archive.Zip(("x", Cat));
        for (int i = 0; i < 9; i++)
            zip = Archive.Zip(($"{i}.zip", zip));

        ArchiveListing listing = Archive.List(zip);

        Assert.AreEqual((ArchiveVerdict.TooBig, "archives nest deeper than 8", 8), (listing.Verdict, listing.Reason, listing.Members.Count));
    }

    [TestMethod]
    public void List_Encrypted_IsUndecipherable()
    {
        byte[] zip = Archive.Zip(("secret.exe", Cat));
        SetFlags(zip, 1);

        ArchiveListing listing = Archive.List(zip);

        Assert.AreEqual(("secret.exe:3", ArchiveVerdict.Undecipherable, "a member is encrypted: secret.exe"), (Archive.Names(listing), listing.Verdict, listing.Reason));
        Assert.IsTrue(listing.Members[0].IsEncrypted);
    }

    [TestMethod]
    public void List_EveryTruncation_NeverThrows()
    {
        byte[] zip = Archive.Zip(("a.txt", Cat), ("in.zip", Archive.Zip(("b", Cat))));
        for (int length = 0; length < zip.Length; length++)
        {
            ArchiveVerdict verdict = Archive.List(zip[..length]).Verdict;
            Assert.AreEqual(length < 4 ? ArchiveVerdict.None : ArchiveVerdict.Broken, verdict, $"{length}");
        }
    }

    [TestMethod]
    public void List_WithoutDirectory_FindsHeaders()
    {
        byte[] zip = Archive.Zip(("a.txt", Cat), ("b.exe", Cat));
        int directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);

        ArchiveListing listing = Archive.List(zip[..directory]);

        Assert.AreEqual(("a.txt|b.exe", ArchiveVerdict.Broken, "a zip file without a directory"),
            (string.Join('|', listing.Members.Select(static member => member.Name)), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_HeaderWithAnotherName_ListsBoth()
    {
        byte[] zip = Archive.Zip(("good.txt", Cat));
        Archive.Bytes("evil.exe").CopyTo(zip, zip.AsSpan().IndexOf("good.txt"u8));

        ArchiveListing listing = Archive.List(zip);

        Assert.AreEqual(("good.txt:3|evil.exe:3", ArchiveVerdict.Broken, "a zip member with two names: good.txt"), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_MemberThatTheDirectoryLacks_IsListed()
    {
        byte[] hidden = Archive.Zip(("hidden.exe", Cat));
        byte[] front = hidden[..hidden.AsSpan().IndexOf("PK\u0001\u0002"u8)];

        ArchiveListing listing = Archive.List([.. front, .. Archive.Zip(("a.txt", Cat))]);

        Assert.AreEqual(("a.txt:3|hidden.exe:3", ArchiveVerdict.Broken, "a zip member that the directory does not have: hidden.exe"),
            (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_BehindAProgramOrPicture_IsFound()
    {
        byte[] zip = Archive.Zip(("a.txt", Cat));

        foreach (string front in new[] { "MZ" + new string('\0', 200), "GIF89a....", "\u0089PNG\r\n\u001a\n" })
            Assert.AreEqual(("a.txt:3", ArchiveVerdict.Ok), (Archive.Names(Archive.List([.. Archive.Bytes(front), .. zip])), Archive.List([.. Archive.Bytes(front), .. zip]).Verdict));
    }

    [TestMethod]
    public void List_AnotherSizeThanSaid_IsBroken()
    {
        byte[] zip = Archive.Zip(("a", new byte[9000]));
        int entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(entry + 24), 5);

        ArchiveListing listing = Archive.List(zip);

        Assert.AreEqual(("a:9000", ArchiveVerdict.Broken), (Archive.Names(listing), listing.Verdict));
    }

    [TestMethod]
    public void List_UnknownCompression_IsUndecipherable()
    {
        byte[] zip = Archive.Zip(("a", new byte[9000]));
        zip[8] = 14;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 10] = 14;

        Assert.AreEqual(ArchiveVerdict.Undecipherable, Archive.List(zip).Verdict);
    }

    [TestMethod]
    public void List_Zip64_IsRead()
    {
        byte[] zip = Archive.Zip(("a.txt", Cat));
        int entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8), end = zip.AsSpan().IndexOf("PK\u0005\u0006"u8);
        byte[] directory = [.. zip[entry..end], .. Extra64(3, BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(entry + 20)), 0)];
        BinaryPrimitives.WriteUInt16LittleEndian(directory.AsSpan(30), 28);
        directory.AsSpan(20, 8).Fill(0xFF);
        directory.AsSpan(42, 4).Fill(0xFF);
        var large = new byte[56];
        Archive.Bytes("PK\u0006\u0006").CopyTo(large, 0);
        large[4] = 44;
        large[24] = large[32] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(40), directory.Length);
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(48), entry);
        var locator = new byte[20];
        Archive.Bytes("PK\u0006\u0007").CopyTo(locator, 0);
        BinaryPrimitives.WriteInt64LittleEndian(locator.AsSpan(8), entry + directory.Length);
        byte[] last = zip[end..];
        last.AsSpan(8, 12).Fill(0xFF);

        ArchiveListing listing = Archive.List([.. zip[..entry], .. directory, .. large, .. locator, .. last]);

        Assert.AreEqual(("a.txt:3", ArchiveVerdict.Ok, ""), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_OverlappingMembers_AreBroken()
    {
        // Two entries of the directory for the same bytes.
        byte[] zip = Archive.Zip(("a", Cat));
        int entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8), end = zip.AsSpan().IndexOf("PK\u0005\u0006"u8);
        byte[] last = zip[end..];
        last[8] = last[10] = 2;
        BinaryPrimitives.WriteInt32LittleEndian(last.AsSpan(12), 2 * (end - entry));

        ArchiveListing listing = Archive.List([.. zip[..end], .. zip[entry..end], .. last]);

        Assert.AreEqual(("a:3|a:3", ArchiveVerdict.Broken, "members of a zip file that overlap"), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    [TestMethod]
    public void List_TwoDirectories_AreBroken()
    {
        byte[] zip = Archive.Zip(("a", Cat));
        byte[] other = Archive.Zip(("b", Cat));
        BinaryPrimitives.WriteInt16LittleEndian(zip.AsSpan(zip.Length - 2), (short)other.Length);

        ArchiveListing listing = Archive.List([.. zip, .. other]);

        Assert.AreEqual((ArchiveVerdict.Broken, "a zip file with more than one directory"), (listing.Verdict, listing.Reason));
        Assert.Contains("a:3", Archive.Names(listing));
        Assert.Contains("b:3", Archive.Names(listing));
    }

    [TestMethod]
    public void List_ZipStoredInZip_HasOneDirectory()
    {
        byte[] inner = Archive.Zip(("x", Cat));
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream member = archive.CreateEntry("in.zip", System.IO.Compression.CompressionLevel.NoCompression).Open();
            member.Write(inner);
        }

        ArchiveListing listing = Archive.List(zip.ToArray());

        Assert.AreEqual(($"in.zip:{inner.Length}|.x:3", ArchiveVerdict.Ok, ""), (Archive.Names(listing), listing.Verdict, listing.Reason));
    }

    private static void SetFlags(byte[] zip, byte flags)
    {
        zip[6] |= flags;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= flags;
    }

    private static byte[] Extra64(long size, long compressed, long offset)
    {
        var extra = new byte[28];
        extra[0] = 1;
        extra[2] = 24;
        BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4), size);
        BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(12), compressed);
        BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(20), offset);
        return extra;
    }

    private static void Replace(byte[] bytes, string from, string to)
    {
        for (int at; (at = bytes.AsSpan().IndexOf(Archive.Bytes(from))) >= 0;)
            Archive.Bytes(to).CopyTo(bytes, at);
    }
}
