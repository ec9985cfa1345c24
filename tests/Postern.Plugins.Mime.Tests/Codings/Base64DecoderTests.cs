using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Codings;

[TestClass]
public sealed class Base64DecoderTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("\r\n\r\n", "")]
    [DataRow("SGVsbG8=", "Hello")]
    [DataRow("SGVsbG8h", "Hello!")]
    [DataRow("SGVsbA==\r\n", "Hell")]
    [DataRow("SGVs\r\nbG8=\r\n", "Hello")]
    [DataRow("SGVs\nbG8=", "Hello")]
    [DataRow("S\r\nG\r\nV\r\ns\r\nbG8=", "Hello")]
    [DataRow(" SG Vs\tbG 8 = ", "Hello")]
    [DataRow("/+8=", "\u00ff\u00ef")]
    public void Decode_Legal_IsItsBytes(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.None), Coding.Decode(TransferEncoding.Base64, encoded));

    [TestMethod]
    [DataRow("SGVsbG8", "Hello", DisplayName = "padding is missing")]
    [DataRow("SGVsbA=", "Hell", DisplayName = "half of the padding is missing")]
    [DataRow("SGVsbG8==", "Hello", DisplayName = "too much padding")]
    [DataRow("SGVsbG8=====", "Hello", DisplayName = "much too much padding")]
    [DataRow("SGVsbA==SGVsbA==", "HellHell", DisplayName = "two padded runs")]
    [DataRow("SGVsbA==\r\nSGVsbG8h\r\n", "HellHello!", DisplayName = "data behind the padding")]
    [DataRow("SGVsbG8hS", "Hello!", DisplayName = "six bits too many")]
    [DataRow("S===SGVs", "Hel", DisplayName = "padding behind one digit")]
    [DataRow("=SGVs", "Hel", DisplayName = "padding first")]
    [DataRow("SG!Vs-_\u00ffbG8=", "Hello", DisplayName = "bytes outside the alphabet")]
    [DataRow("!!!!\r\nSGVsbG8h", "Hello!", DisplayName = "a line of other bytes")]
    [DataRow("SG\0VsbG8=", "Hello", DisplayName = "NUL")]
    public void Decode_Irregular_IsWhatMailProgramsShow(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.BadEncodedData), Coding.Decode(TransferEncoding.Base64, encoded));

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 4096)]
    [DataRow(77, 300)]
    [DataRow(5000, 7)]
    [DataRow(100_000, 100_000)]
    public void Decode_Pieces_AreTheWhole(int arriving, int read)
    {
        string noise = Coding.Noise(40_001, 5);
        string encoded = Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes(noise), Base64FormattingOptions.InsertLineBreaks);

        Assert.AreEqual((noise, MessageAnomalies.None), Coding.Decode(TransferEncoding.Base64, encoded, arriving, read));
        Assert.AreEqual((noise, MessageAnomalies.BadEncodedData), Coding.Decode(TransferEncoding.Base64, encoded.Replace("\r\n", "*", StringComparison.Ordinal), arriving, read));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("=")]
    [DataRow("==")]
    [DataRow("A")]
    [DataRow("!")]
    [DataRow(" ")]
    [DataRow("\n")]
    [DataRow("\r")]
    [DataRow("AAAA")]
    [DataRow("\0")]
    public void Decode_OneDamageAmongManyLines_IsTheSameInOnePieceAndByteByByte(string damage)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            string encoded = Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes(Coding.Noise(20_000, seed)));
            int width = random.Next(1, 26) * 4;
            encoded = string.Join(random.Next(2) == 0 ? "\r\n" : "\n", encoded.Chunk(width).Select(static line => new string(line)));
            encoded = encoded.Insert(random.Next(encoded.Length), damage);
            Assert.AreEqual(Coding.Decode(TransferEncoding.Base64, encoded, 1, 4096), Coding.Decode(TransferEncoding.Base64, encoded, 100_000, 4096), $"seed {seed}");
        }
    }
}
