using System.Buffers;
using System.Text;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Tests.Content;

[TestClass]
public sealed class LineNormalizerTests
{
    [TestMethod]
    [DataRow("a\r\nb\r\n", "a|b|")]
    [DataRow("a\nb", "a|b|")]
    [DataRow("a\rb\r", "a|b|")]
    [DataRow("\r\r\n\n", "|||", DisplayName = "CR, CRLF, LF")]
    [DataRow("\n.\n", "|.|", DisplayName = "LF.LF")]
    [DataRow("\n.\r\n", "|.|", DisplayName = "LF.CRLF")]
    [DataRow("\r.\r", "|.|", DisplayName = "CR.CR")]
    [DataRow("\r\n.\n", "|.|", DisplayName = "CRLF.LF")]
    [DataRow("\r\n.\0\r\n", "|.|", DisplayName = "CRLF.NUL CRLF")]
    [DataRow("\r\0\n.\0", "|.|", DisplayName = "CR NUL LF")]
    [DataRow("", "")]
    public void Write_AnyLineEnds_BecomeOne(string input, string expected)
    {
        for (var cut = 0; cut <= input.Length; cut++)
            Assert.AreEqual(expected, Normalize(hasHeader: false, input[..cut], input[cut..]), $"in pieces of {cut} and {input.Length - cut}");
    }

    [TestMethod]
    [DataRow("a: b\rBcc: c\r\n\r\nx\ry", "a: b Bcc: c||x|y|", DisplayName = "CR in the header")]
    [DataRow("a: b\r\rx", "a: b  x|", DisplayName = "CR CR in the header")]
    [DataRow("a: b\r\0\n\0\n\r.\r\n", "a: b|||.|", DisplayName = "NUL within line ends")]
    [DataRow("a: b\n\n\rx", "a: b|||x|", DisplayName = "CR at the beginning of the body")]
    [DataRow("\n\rx", "||x|", DisplayName = "No header")]
    [DataRow("a: b\r", "a: b |", DisplayName = "CR at the end")]
    public void Write_BareReturnInTheHeader_IsABlank(string input, string expected)
    {
        for (var cut = 0; cut <= input.Length; cut++)
            Assert.AreEqual(expected, Normalize(hasHeader: true, input[..cut], input[cut..]), $"in pieces of {cut} and {input.Length - cut}");
    }

    [TestMethod]
    public void Write_RandomBytes_HoldsNoOtherLineEndAndLosesNothingElse()
    {
        var random = new Random(1);
        const string Alphabet = "\r\n\0.ab";
        for (var round = 0; round < 5000; round++)
        {
            var input = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var output = Normalize(hasHeader: false, input);

            Assert.AreEqual(string.Concat(input.Where(static c => c is not ('\r' or '\n' or '\0'))), output.Replace("|", "", StringComparison.Ordinal));
            Assert.IsTrue(output.Length == 0 || output[^1] == '|', output);
        }
    }

    private static string Normalize(bool hasHeader, params string[] pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var lines = new LineNormalizer("|"u8.ToArray(), hasHeader);
        foreach (var piece in pieces)
            lines.Write(Encoding.Latin1.GetBytes(piece), output);
        lines.Finish(output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
