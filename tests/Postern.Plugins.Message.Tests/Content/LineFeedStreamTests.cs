using System.Text;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Tests.Content;

[TestClass]
public sealed class LineFeedStreamTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("\r", "\r")]
    [DataRow("\r\n", "\n")]
    [DataRow("a\r\nb\rc\r\r\nd\n\r", "a\nb\rc\r\nd\n\r")]
    [DataRow("\r\r\r\n\r\n\n\r\r", "\r\r\n\n\n\r\r")]
    public void Read_InPiecesOfAnySize_DropsCarriageReturnsBeforeNewlines(string text, string expected)
    {
        for (int size = 1; size <= 5; size++)
        {
            for (int source = 1; source <= 3; source++)
                Assert.AreEqual("head\r\n" + expected, Read(text, drops: true, size, source), $"{size} {source}");
        }
    }

    [TestMethod]
    public void Read_AsTheyAre_KeepsThem() => Assert.AreEqual("head\r\na\r\nb", Read("a\r\nb", drops: false, 2, 3));

    private static string Read(string text, bool drops, int size, int source)
    {
        using var stream = new LineFeedStream("head\r\n"u8.ToArray(), new Pieces(Encoding.Latin1.GetBytes(text), source), drops);
        var result = new StringBuilder();
        byte[] buffer = new byte[size];
        while (stream.Read(buffer) is > 0 and var count)
            result.Append(Encoding.Latin1.GetString(buffer, 0, count));
        return result.ToString();
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);
    }
}
