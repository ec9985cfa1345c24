using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Codings;

[TestClass]
public sealed class TransferEncoderTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("Hell", "SGVsbA==\r\n")]
    [DataRow("Hello!", "SGVsbG8h\r\n")]
    public void Encode_Base64_HasLines(string text, string encoded) => Assert.AreEqual(encoded, Coding.Encode(TransferEncoding.Base64, text));

    [TestMethod]
    [DataRow("", "")]
    [DataRow("plain text\r\n", "plain text\r\n")]
    [DataRow("one\ntwo", "one\r\ntwo")]
    [DataRow("a=b\u00e4\0", "a=3Db=E4=00")]
    [DataRow("blank \r\ntab\t\nend ", "blank=20\r\ntab=09\r\nend=20")]
    [DataRow("a\rb\r", "a=0Db=0D")]
    public void Encode_QuotedPrintable_IsText(string text, string encoded) => Assert.AreEqual(encoded, Coding.Encode(TransferEncoding.QuotedPrintable, text));

    [TestMethod]
    [DataRow(TransferEncoding.Base64, 1, 1)]
    [DataRow(TransferEncoding.Base64, 1000, 300)]
    [DataRow(TransferEncoding.QuotedPrintable, 1, 1)]
    [DataRow(TransferEncoding.QuotedPrintable, 1000, 300)]
    public void Encode_Noise_IsReadAgainAndHasShortLines(TransferEncoding encoding, int arriving, int read)
    {
        // Quoted-printable makes CRLF of every LF.
        string noise = Coding.Noise(20_000, 9).Replace("\n", "", StringComparison.Ordinal) + new string('x', 3000) + "\r\n\r\n";

        string encoded = Coding.Encode(encoding, noise, arriving, read);

        Assert.IsLessThanOrEqualTo(76, encoded.Split("\r\n").Max(static line => line.Length));
        Assert.IsFalse(encoded.Replace("\r\n", "", StringComparison.Ordinal).Replace('\t', ' ').AsSpan().ContainsAnyExceptInRange(' ', '~'));
        Assert.AreEqual((noise, MessageAnomalies.None), Coding.Decode(encoding, encoded));
    }

    [TestMethod]
    public void Encode_OtherEncodings_LeaveTheBytes() => Assert.AreEqual("a\0\u00ff\n", Coding.Encode(TransferEncoding.EightBit, "a\0\u00ff\n"));
}
