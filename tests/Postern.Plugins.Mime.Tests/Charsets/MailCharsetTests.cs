using System.Text;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Tests.Codings;

namespace Postern.Plugins.Mime.Tests.Charsets;

[TestClass]
public sealed class MailCharsetTests
{
    [TestMethod]
    [DataRow("utf-8", "C3A4", "\u00e4")]
    [DataRow(" \"UTF-8\" ", "C3A4", "\u00e4")]
    [DataRow("utf8", "C3", "\ufffd")]
    [DataRow("us-ascii", "41", "A")]
    [DataRow("us-ascii", "C3A4", "\u00e4")]
    [DataRow("us-ascii", "E4", "\u00e4")]
    [DataRow("iso-8859-1", "8041", "\u20acA")]
    [DataRow("iso-8859-2", "B1", "\u0105")]
    [DataRow("iso-8859-15", "A4", "\u20ac")]
    [DataRow("windows-1251", "CF", "\u041f")]
    [DataRow("koi8-r", "F0", "\u041f")]
    [DataRow("gb2312", "D6D0", "\u4e2d")]
    [DataRow("gbk", "D6D0", "\u4e2d")]
    [DataRow("gb18030", "D6D0", "\u4e2d")]
    [DataRow("big5", "A4A4", "\u4e2d")]
    [DataRow("euc-kr", "B0A1", "\uac00")]
    [DataRow("ks_c_5601-1987", "B0A1", "\uac00")]
    [DataRow("shift_jis", "93FA", "\u65e5")]
    [DataRow("euc-jp", "C6FC", "\u65e5")]
    [DataRow("iso-2022-jp", "1B2442467C1B2842", "\u65e5")]
    [DataRow("utf-16be", "00E4", "\u00e4")]
    [DataRow("utf-7", "2B414F512D", "\u00e4")]
    public void ToUnicode_KnownSet_IsItsText(string name, string bytes, string text) =>
        Assert.AreEqual(text, MailCharset.Find(name)!.ToUnicode(Convert.FromHexString(bytes)));

    [TestMethod]
    [DataRow("")]
    [DataRow("nonesuch")]
    [DataRow("\u00e4")]
    [DataRow("utf-8\0")]
    [DataRow("999999")]
    [DataRow("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Find_UnknownName_IsNothing(string name) => Assert.IsNull(MailCharset.Find(name));

    [TestMethod]
    [DataRow("a+b", "a\ufffd")]
    [DataRow("1 +- 2", "1 + 2")]
    [DataRow("+", "\ufffd")]
    [DataRow("+AOQ", "\u00e4")]
    [DataRow("+AOQ.", "\u00e4.")]
    [DataRow("+2D3eAA-", "\U0001f600")]
    [DataRow("+2D0-", "\ufffd")]
    [DataRow("\u00e4", "\ufffd")]
    [DataRow("+AOQA-", "\u00e4\ufffd")]
    public void ToUnicode_Utf7_IsItsText(string bytes, string text) =>
        Assert.AreEqual(text, MailCharset.Find("utf-7")!.ToUnicode(Encoding.Latin1.GetBytes(bytes)));

    [TestMethod]
    [DataRow("us-ascii")]
    [DataRow("utf-7")]
    [DataRow("utf-16")]
    [DataRow("utf-32")]
    [DataRow("gb18030")]
    [DataRow("hz-gb-2312")]
    [DataRow("big5")]
    [DataRow("euc-kr")]
    [DataRow("iso-2022-kr")]
    [DataRow("johab")]
    [DataRow("shift_jis")]
    [DataRow("euc-jp")]
    [DataRow("iso-2022-jp")]
    [DataRow("iso-8859-8-i")]
    [DataRow("tis-620")]
    [DataRow("ibm850")]
    public void ToUtf8_Noise_IsTextWithoutNul(string name)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            string text = MailCharset.Find(name)!.ToUtf8(Encoding.Latin1.GetBytes(Coding.Noise(seed * 3, seed)));
            Assert.IsFalse(text.AsSpan().ContainsAnyExceptInRange('\x01', '\xff'));
        }
    }

    [TestMethod]
    [DataRow("utf-8", "\u20ac", "E282AC")]
    [DataRow("iso-8859-1", "\u00e4", "E4")]
    [DataRow("iso-8859-1", "\u20ac", null)]
    [DataRow("us-ascii", "\u00e4", null)]
    [DataRow("utf-7", "a", null)]
    [DataRow("iso-2022-jp", "\u65e5", "1B2442467C1B2842")]
    [DataRow("gb2312", "\u4e2d", "D6D0")]
    [DataRow("koi8-r", "\u4e2d", null)]
    public void FromUnicode_Text_IsItsBytesOrNothing(string name, string text, string? bytes) =>
        Assert.AreEqual(bytes, MailCharset.Find(name)!.FromUnicode(text) is { } written ? Convert.ToHexString(written) : null);
}
