using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Codings;

[TestClass]
public sealed class UuDecoderTests
{
    [TestMethod]
    [DataRow("begin 644 a.txt\n#0V%T\n`\nend\n", "Cat")]
    [DataRow("begin 644 a.txt\r\n#0V%T\r\n \r\nend\r\n", "Cat")]
    [DataRow("some text\nbegin 644 a b\n#0V%T\n`\nend\nmore text\n", "Cat")]
    [DataRow("begin 644 x\n#0V%Tx\n`\nend\n", "Cat", DisplayName = "a check sum")]
    [DataRow("begin 644 x\n\"0V\n`\nend\n", "C`", DisplayName = "blanks cut off")]
    [DataRow("begin 644 x\n`\nend\n", "")]
    public void Decode_File_IsItsBytes(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.None), Coding.Decode(TransferEncoding.Uuencode, encoded));

    [TestMethod]
    [DataRow("", "", DisplayName = "no file")]
    [DataRow("#0V%T\n", "", DisplayName = "no beginning")]
    [DataRow("begin 644 x\n#0V%T\n", "Cat", DisplayName = "no end")]
    [DataRow("begin 644 x\n#0V%T\nend\nbegin 644 y\n#0V%T\nend\n", "CatCat", DisplayName = "two files")]
    [DataRow("begin 644 x\n#0V%T0V%T0V%T\nend\n", "Cat", DisplayName = "more than its length says")]
    [DataRow("begin 644 x\n#0V\u00e5T\nend\n", "Ca\u0014", DisplayName = "a byte that is no digit")]
    public void Decode_Irregular_IsWhatIsThere(string encoded, string decoded)
    {
        (string text, MessageAnomalies anomalies) = Coding.Decode(TransferEncoding.Uuencode, encoded);

        Assert.AreEqual((decoded.Length, MessageAnomalies.BadEncodedData), (text.Length, anomalies));
        Assert.StartsWith(decoded.TrimEnd('\u0014'), text);
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(10, 300)]
    public void Decode_Pieces_AreTheWhole(int arriving, int read)
    {
        string noise = Coding.Noise(9_000, 3);
        var encoded = new StringBuilder("begin 755 noise\n");
        foreach (char[] line in noise.Chunk(45))
        {
            encoded.Append((char)(' ' + line.Length));
            foreach (char[] three in line.Chunk(3))
                encoded.Append(string.Concat(new[] { three[0] >> 2, (three[0] << 4) | (three[1] >> 4), (three[1] << 2) | (three[2] >> 6), (int)three[2] }.Select(static bits => (char)(' ' + (bits & 63)))));
            encoded.Append('\n');
        }

        Assert.AreEqual((noise, MessageAnomalies.None), Coding.Decode(TransferEncoding.Uuencode, encoded.Append("`\nend\n").ToString(), arriving, read));
    }
}
