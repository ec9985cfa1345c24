using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests;

[TestClass]
public sealed class NewFileModeTests
{
    [TestMethod]
    [DataRow("", 0x180, 0x1C0)]
    [DataRow("g=rw,o=r", 0x1B4, 0x1FD)]
    [DataRow("g=rw", 0x1B0, 0x1F8)]
    [DataRow("g=rw,", 0x1B0, 0x1F8)]
    [DataRow("g=", 0x180, 0x1C0)]
    [DataRow("o=w", 0x182, 0x1C2)]
    [DataRow("g=wr,g=r", 0x1A0, 0x1E8)]
    [DataRow("g=r,g+w", 0x1B0, 0x1F8)]
    public void Parse_Permissions_AreBitsOfFilesAndFolders(string text, int file, int folder)
    {
        var mode = NewFileMode.Parse("f", text);

        Assert.AreEqual((file, folder), (mode.Bits, mode.FolderBits));
    }

    [TestMethod]
    [DataRow("zz", "zz")]
    [DataRow("u=r", "u=r")]
    [DataRow("g=x", "x")]
    [DataRow("g", "")]
    [DataRow(",", ",")]
    [DataRow("g-w", "-w")]
    [DataRow("go=r", "o=r")]
    [DataRow("g=rw o=r", " o=r")]
    public void Parse_SomethingElse_IsNamed(string text, string near)
    {
        var error = Assert.ThrowsExactly<MflException>(() => NewFileMode.Parse("f", text));

        Assert.AreEqual($"11 f: invalid permissions (near {near})", $"{error.Number} {error.Message}");
    }
}
