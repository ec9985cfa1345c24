using Postern.Daemon.Logging;

namespace Postern.Tests.Logging;

[TestClass]
public sealed class LogTextTests
{
    [TestMethod]
    [DataRow("plain text", "plain text")]
    [DataRow("line\n", "line")]
    [DataRow("two\nlines", "two\\x0alines")]
    [DataRow("\x1b[31mred\0", "\\x1b[31mred\\x00")]
    [DataRow("tab\tstays", "tab\tstays")]
    public void Clean_ControlCharacters_AreShownAsNumbers(string text, string expected) =>
        Assert.AreEqual(expected, LogText.Clean(text));

    [TestMethod]
    public void Encode_ByteString_KeepsItsBytes() =>
        CollectionAssert.AreEqual(new byte[] { 0x61, 0xC3, 0xBC }, LogText.Encode("a\xC3\xBC"));

    [TestMethod]
    public void Encode_UnicodeText_BecomesUtf8() =>
        CollectionAssert.AreEqual(new byte[] { 0xE2, 0x82, 0xAC }, LogText.Encode("€"));
}
