using System.Text;
using Postern.Plugins.Content.ContentTypes;

namespace Postern.Plugins.Content.Tests.ContentTypes;

[TestClass]
public sealed class ContentDetectorTests
{
    [TestMethod]
    [DataRow("", "application/x-empty")]
    [DataRow("MZ", "application/x-dosexec")]
    [DataRow("\u007fELF\u0002", "application/x-elf")]
    [DataRow("\u00cf\u00fa\u00ed\u00fe", "application/x-mach-binary")]
    [DataRow("\u00ca\u00fe\u00ba\u00be\0\0\0\u0002", "application/x-mach-binary")]
    [DataRow("\u00ca\u00fe\u00ba\u00be\0\0\0\u0034", "application/java-vm")]
    [DataRow("#!/bin/sh\n", "text/x-script")]
    [DataRow("L\0\0\0\u0001\u0014\u0002\0\0\0", "application/x-ms-shortcut")]
    [DataRow("Rar!\u001a\u0007\u0001\0", "application/vnd.rar")]
    [DataRow("7z\u00bc\u00af'\u001c", "application/x-7z-compressed")]
    [DataRow("\u001f\u008b\u0008", "application/gzip")]
    [DataRow("MSCF\0\0", "application/vnd.ms-cab-compressed")]
    [DataRow("%PDF-1.7\n", "application/pdf")]
    [DataRow("junk\n%PDF-1.7\n", "application/pdf")]
    [DataRow("{\\rtf1", "application/rtf")]
    [DataRow("\u0089PNG\r\n\u001a\n", "image/png")]
    [DataRow("\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [DataRow("GIF89a", "image/gif")]
    [DataRow("RIFF\u0001\u0002\u0003\u0004WEBP", "image/webp")]
    [DataRow("BM\u0001\0\0\0\0\0\0\0\0\0", "image/bmp")]
    [DataRow("\0\0\0\u0018ftypisom", "video/mp4")]
    [DataRow("\0\0\0\u0018ftypheic", "image/heic")]
    [DataRow("  \r\n<!DOCTYPE HTML>", "text/html")]
    [DataRow("\u00ef\u00bb\u00bf<html>", "text/html")]
    [DataRow("\u00ff\u00fe<\0s\0c\0r\0i\0p\0t\0", "text/html")]
    [DataRow("<?xml version=\"1.0\"?><svg>", "image/svg+xml")]
    [DataRow("<?xml version=\"1.0\"?><a>", "text/xml")]
    [DataRow("Received: from x", "message/rfc822")]
    [DataRow("@ECHO OFF\r\n", "application/x-bat")]
    [DataRow("[InternetShortcut]\r\nURL=", "application/x-mswinurl")]
    [DataRow("hello\n", "text/plain")]
    [DataRow("\u001b$B", "text/plain")]
    [DataRow("caf\u00e9", "text/plain")]
    [DataRow("a\0b", "application/octet-stream")]
    [DataRow("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage")]
    [DataRow("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0", "application/msword")]
    [DataRow("PK\u0005\u0006\0\0", "application/zip")]
    public void Detect_Content_IsWhatItIs(string head, string mediaType) => Assert.AreEqual(mediaType, ContentDetector.Detect(Encoding.Latin1.GetBytes(head)));

    [TestMethod]
    [DataRow("a.txt", "application/zip")]
    [DataRow("[Content_Types].xml|_rels/.rels|word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [DataRow("[Content_Types].xml|xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [DataRow("[Content_Types].xml|x", "application/vnd.openxmlformats-officedocument")]
    [DataRow("META-INF/MANIFEST.MF", "application/java-archive")]
    public void Detect_Zip_IsToldByItsMembers(string names, string mediaType)
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names.Split('|'))
            {
                using Stream member = archive.CreateEntry(name).Open();
                member.Write("content"u8);
            }
        }

        zip.Position = 0;
        Assert.AreEqual(mediaType, ContentDetector.Detect(zip));
    }

    [TestMethod]
    public void Detect_BookThatSaysItsType_IsThat() => Assert.AreEqual("application/epub+zip", ContentDetector.Detect(Encoding.Latin1.GetBytes(
        "PK\u0003\u0004\u0014\0\0\0\0\0\0\0\0\0\0\0\0\0\u0014\0\0\0\u0014\0\0\0\u0008\0\0\0mimetypeapplication/epub+zip")));

    [TestMethod]
    public void Detect_Windows_NeedsItsSecondHeader()
    {
        var head = new byte[0x100];
        "MZ"u8.CopyTo(head);
        head[0x3C] = 0x80;
        Assert.AreEqual("application/x-dosexec", ContentDetector.Detect(head));

        "PE\0\0"u8.CopyTo(head.AsSpan(0x80));
        Assert.AreEqual("application/vnd.microsoft.portable-executable", ContentDetector.Detect(head));
    }

    [TestMethod]
    public void Detect_DiscAndTar_AreToldByBytesFarBehind()
    {
        var head = new byte[ContentDetector.HeadLength];
        "CD001"u8.CopyTo(head.AsSpan(0x8001));
        Assert.AreEqual("application/x-iso9660-image", ContentDetector.Detect(head));

        "ustar"u8.CopyTo(head.AsSpan(257));
        Assert.AreEqual("application/x-tar", ContentDetector.Detect(head));
    }

    [TestMethod]
    public void Detect_AnyPrefixAndNoise_IsAType()
    {
        var random = new Random(3);
        foreach (ContentSignature signature in ContentSignatures.All)
        {
            var head = new byte[random.Next(signature.Offset, signature.Offset + 600)];
            random.NextBytes(head);
            foreach (int length in new[] { head.Length, head.Length / 2, 1 })
            {
                var content = Encoding.Latin1.GetBytes(signature.Bytes).Concat(head).Take(length).ToArray();
                Assert.Contains('/', ContentDetector.Detect(content));
            }
        }
    }
}
