using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Codings;

[TestClass]
public sealed class QuotedPrintableDecoderTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("plain", "plain")]
    [DataRow("a=3Db=E4=e4", "a=b\u00e4\u00e4")]
    [DataRow("soft=\r\nbreak", "softbreak")]
    [DataRow("soft=\nbreak", "softbreak")]
    [DataRow("soft= \t\r\nbreak", "softbreak")]
    [DataRow("blanks \t \r\nend", "blanks\r\nend")]
    [DataRow("blanks  ", "blanks")]
    [DataRow("inner  blanks", "inner  blanks")]
    [DataRow("kept=20\r\n", "kept \r\n")]
    [DataRow("one\ntwo\r\n\r\n", "one\ntwo\r\n\r\n")]
    [DataRow("=\r\n=\r\n=\r\nx", "x")]
    [DataRow("a\rb", "a\rb")]
    public void Decode_Legal_IsItsText(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.None), Coding.Decode(TransferEncoding.QuotedPrintable, encoded));

    [TestMethod]
    [DataRow("a=b", "a=b")]
    [DataRow("a=4", "a=4")]
    [DataRow("a=XY", "a=XY")]
    [DataRow("a==41", "a=A")]
    [DataRow("end=", "end")]
    [DataRow("end= ", "end")]
    [DataRow("a= b", "a= b")]
    [DataRow("\u00e4", "\u00e4")]
    public void Decode_Irregular_KeepsWhatIsNoEscape(string encoded, string decoded) =>
        Assert.AreEqual((decoded, MessageAnomalies.BadEncodedData), Coding.Decode(TransferEncoding.QuotedPrintable, encoded));

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 4096)]
    [DataRow(3, 7)]
    [DataRow(1000, 300)]
    public void Decode_Pieces_AreTheWhole(int arriving, int read)
    {
        string encoded = string.Concat(Enumerable.Range(0, 700).Select(static i => $"=C3=A4 {i} \t = \r\n{new string('x', i % 90)}={i % 10}1  \n{new string(' ', i)}y=\n"));

        Assert.AreEqual(Coding.Decode(TransferEncoding.QuotedPrintable, encoded), Coding.Decode(TransferEncoding.QuotedPrintable, encoded, arriving, read));
    }

    [TestMethod]
    public void Decode_EndlessBlanks_TakeBoundedMemory()
    {
        string blanks = new(' ', 200_000);

        string decoded = Coding.Decode(TransferEncoding.QuotedPrintable, "a" + blanks + "b\r\n").Text;

        Assert.AreEqual("a" + blanks + "b\r\n", decoded);
    }
}
