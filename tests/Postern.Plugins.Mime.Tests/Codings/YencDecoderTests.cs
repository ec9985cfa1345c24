using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Codings;

[TestClass]
public sealed class YencDecoderTests
{
    [TestMethod]
    [DataRow("=ybegin line=128 size=3 name=a b\r\n\u006d\u008b\u009e\r\n=yend size=3\r\n", "Cat")]
    [DataRow("text\n=ybegin line=128 size=1 name=a\n=}\n=yend size=1\nmore\n", "\u0013")]
    [DataRow("=ybegin part=1 line=128 size=9 name=a\n=ypart begin=1 end=3\n\u006d\u008b\u009e\n=yend size=3 part=1 pcrc32=0\n", "Cat")]
    public void Decode_File_IsItsBytes(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.None), Coding.Decode(TransferEncoding.Yenc, encoded));

    [TestMethod]
    [DataRow("", "", DisplayName = "no file")]
    [DataRow("=ybegin line=128 size=3 name=a\r\n\u006d\u008b\u009e\r\n=yend size=4\r\n", "Cat", DisplayName = "another size")]
    [DataRow("=ybegin line=128 size=3 name=a\r\n\u006d\u008b\u009e\r\n", "Cat", DisplayName = "no end")]
    public void Decode_Irregular_IsWhatIsThere(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.BadEncodedData), Coding.Decode(TransferEncoding.Yenc, encoded));

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(10, 300)]
    [DataRow(int.MaxValue, 4096)]
    public void Decode_Pieces_AreTheWhole(int arriving, int read)
    {
        string noise = Coding.Noise(9_000, 3);
        var encoded = new StringBuilder("=ybegin line=128 size=9000 name=noise\r\n");
        for (int i = 0; i < noise.Length; i++)
        {
            char shifted = (char)((noise[i] + 42) & 255);
            encoded.Append(shifted is '\0' or '\n' or '\r' or '=' ? "=" + (char)((shifted + 64) & 255) : shifted);
            encoded.Append(i % 128 == 127 ? "\r\n" : "");
        }

        Assert.AreEqual((noise, MessageAnomalies.None), Coding.Decode(TransferEncoding.Yenc, encoded.Append("\r\n=yend size=9000\r\n").ToString(), arriving, read));
    }
}
