using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Message.EncodedWords;

namespace Postern.Plugins.Message.Tests.EncodedWords;

[TestClass]
public sealed class EncodedWordFunctionsTests
{
    private const int Count = 3000;

    [TestMethod]
    [DataRow("=?utf-8?Q?a=C3=A4?= b", "a\u00c3\u00a4 b")]
    [DataRow("=?utf-8?Q?a?=\r\n\t=?utf-8?Q?b?=", "ab")]
    [DataRow("=?utf-8?Q?a?=\r\n\tx", "a\r\n\tx")]
    [DataRow("=?iso-8859-1?q?=E4?=", "\u00c3\u00a4")]
    [DataRow("=?iso-8859-1?q?=80?=", "\u00c2\u0080")]
    [DataRow("=?shift_jis?B?gqA=?=", "\u00e3\u0081\u0082")]
    [DataRow("=?gb2312?B?xOO6ww==?=", "\u00e4\u00bd\u00a0\u00e5\u00a5\u00bd")]
    [DataRow("=?utf-16be?Q?=00a=00b?=", "ab")]
    [DataRow("=?shift_jis?Q?=82?=", "\\202")]
    [DataRow("=?us-ascii?Q?=E4?=", "\\344")]
    [DataRow("=?utf-8?B?YQ?=", "a")]
    [DataRow("no words ?= here", "no words ?= here")]
    public void Decode_Words_AreText(string text, string expected) => Assert.AreEqual(expected, EncodedWordFunctions.Decode(text));

    [TestMethod]
    [DataRow("=?utf-8?Q?a", "Input string is not RFC 2047 encoded")]
    [DataRow("=?", "Input string is not RFC 2047 encoded")]
    [DataRow("=??", "Input string is not RFC 2047 encoded")]
    [DataRow("=?utf-8?QQ?a?=", "Input string is not RFC 2047 encoded")]
    [DataRow("=?nosuch?Q?a?=", "unknown character set nosuch")]
    public void Decode_NoWord_Fails(string text, string problem)
    {
        var error = Assert.ThrowsExactly<MflException>(() => EncodedWordFunctions.Decode(text));

        Assert.AreEqual(((long)MflExceptionCode.Failure, $"message_header_decode: error decoding string: {problem}"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Decode_RandomTexts_DecodeOrFail()
    {
        var random = new Random(1);
        string[] pieces = ["=?", "?=", "?", "=", "utf-8", "us-ascii", "Q", "B", "YQ==", "=C3", "=A4", " ", "\n", "\u00ff", "a", "*de"];
        for (int i = 0; i < Count; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                Assert.DoesNotContain('\0', EncodedWordFunctions.Decode(text));
            }
            catch (MflException e)
            {
                Assert.AreEqual((long)MflExceptionCode.Failure, e.Number, text);
            }
        }
    }

    [TestMethod]
    [DataRow("quoted-printable", "utf-8")]
    [DataRow("base64", "utf-8")]
    [DataRow("Q", "iso-8859-1")]
    [DataRow("B", "iso-8859-1")]
    public void Encode_RandomTexts_DecodeToThemselvesInShortWords(string encoding, string charset)
    {
        var random = new Random(2);
        for (int i = 0; i < Count; i++)
        {
            string characters = string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => "ab \u00e4=?_\t\u20ac\u0431z"[random.Next(11)]));
            byte[] bytes = charset == "utf-8" ? Encoding.UTF8.GetBytes(characters) : Encoding.Latin1.GetBytes(characters);
            string text = Encoding.Latin1.GetString(bytes);

            string encoded = EncodedWordFunctions.Encode(text, encoding, charset);

            Assert.AreEqual(text, EncodedWordFunctions.Decode(encoded, charset), encoded);
            foreach (string word in encoded.Split("\n "))
            {
                Assert.IsLessThanOrEqualTo(75, word.Length);
                Assert.IsTrue(word.All(static c => c is > ' ' and < '\x7f'), word);

                // Each word must be whole characters.
                Assert.DoesNotContain('\\', EncodedWordFunctions.Decode(word, charset == "utf-8" ? "utf-16be" : "utf-8"));
            }
        }
    }

    [TestMethod]
    [DataRow("x\r\nBcc: a@b", "=?utf-8?Q?x=0D=0ABcc:_a@b?=")]
    [DataRow("\0", "=?utf-8?Q?=00?=")]
    public void Encode_HostileText_StaysInItsWord(string text, string encoded) => Assert.AreEqual(encoded, EncodedWordFunctions.Encode(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("a b")]
    [DataRow("x?Q?y")]
    [DataRow("utf-8\r\nBcc: x")]
    [DataRow("a-name-that-is-far-too-long-for-a-character-set")]
    public void Encode_NoCharset_IsInvalid(string charset) => Assert.AreEqual(
        (long)MflExceptionCode.Invalid, Assert.ThrowsExactly<MflException>(() => EncodedWordFunctions.Encode("a", "Q", charset)).Number);

    [TestMethod]
    public void TenMillionBytes_GoThrough()
    {
        string text = new('\u00e4', 10 * 1024 * 1024);

        Assert.IsTrue(string.Equals(text, EncodedWordFunctions.Decode(EncodedWordFunctions.Encode(text, "B", "iso-8859-1"), "iso-8859-1"), StringComparison.Ordinal));
    }
}
