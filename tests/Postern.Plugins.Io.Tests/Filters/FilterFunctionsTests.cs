using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Filters;

namespace Postern.Plugins.Io.Tests.Filters;

[TestClass]
public sealed class FilterFunctionsTests
{
    [TestMethod]
    [DataRow("Hello", "base64", "SGVsbG8=")]
    [DataRow("Hello", "BASE64|crlf", "SGVsbG8=")]
    [DataRow("", "base64", "")]
    [DataRow("a=\u00e4\u007f\t", "quoted-printable", "a=3D=E4=7F=09")]
    [DataRow("a b=?_", "Q", "a_b=3D=3F=5F")]
    [DataRow("a b\"%\n\u00ff", "percent", "a%20b%22%25%0A%FF")]
    [DataRow("<a&b>\u00e4\u0001", "xml", "&lt;a&amp;b&gt;&#xe4;&#x1;")]
    [DataRow("a\\\t\n\u0001\u007f", "c-escape", "a\\\\\\t\\n\\001\\177")]
    [DataRow("a\nb", "crlf", "a\r\nb")]
    [DataRow(".a\nb", "dot", "..a\nb\n.\n")]
    [DataRow("", "crlfdot", ".\r\n")]
    [DataRow("From a\n>From b\n", "from", ">From a\n>From b\n")]
    [DataRow("From a\n>From b\n", "fromrd", ">From a\n>>From b\n")]
    [DataRow("abcdef\ngh", "linelen(4)", "abcd\nef\ngh")]
    [DataRow("a\nb", "inline-comment(\"# \")", "# a\n# b")]
    [DataRow("\u00e4", "7bit", "d")]
    [DataRow("\u00e4", "iconv(iso-8859-1, utf-8)", "\u00c3\u00a4")]
    [DataRow("a\u00e4b", "iconv(utf-8,us-ascii)", "a\\344b")]
    [DataRow("a\u00e4b", "iconv(utf-8,us-ascii,copy-pass)", "a\u00e4b")]
    public void FilterString_Filter_Encodes(string input, string pipe, string expected) =>
        Assert.AreEqual(expected, FilterFunctions.FilterString(input, pipe));

    [TestMethod]
    [DataRow("", "filter_string: expected filter name, but found \"\", near ")]
    [DataRow("base64|", "filter_string: expected filter name, but found \"\", near ")]
    [DataRow("base64 x", "filter_string: expected pipe or end of input, but found \"x\", near x")]
    [DataRow("base64(", "filter_string: unexpected end of input in argument list, near ")]
    [DataRow("linelen(\"4\"x)", "filter_string: unexpected end of input in argument list, near x)")]
    [DataRow("nosuch", "filter_string: failed to create filter nosuch: Requested item not found, near nosuch")]
    [DataRow("linelen(x)", "filter_string: failed to create filter linelen: Parse error, near linelen(x)")]
    [DataRow("linelen(0)", "filter_string: failed to create filter linelen: Invalid argument, near linelen(0)")]
    [DataRow("iconv(foo,bar)", "filter_string: failed to create filter iconv: Operation failed, near iconv(foo,bar)")]
    [DataRow("iconv(utf-8)", "filter_string: failed to create filter iconv: Invalid argument, near iconv(utf-8)")]
    public void FilterString_BadPipe_IsAFailure(string pipe, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => FilterFunctions.FilterString("abc", pipe));

        Assert.AreEqual(((long)MflExceptionCode.Failure, text), (error.Number, error.Message));
    }

    [TestMethod]
    public void FilterString_BytesThatCannotBeConverted_AreAFailure() =>
        Assert.ThrowsExactly<MflException>(() => FilterFunctions.FilterString("a\u00e4b", "iconv(utf-8,us-ascii,none)"));

    [TestMethod]
    public void FilterString_LongLine_IsBrokenAt76()
    {
        var lines = FilterFunctions.FilterString(new string('x', 200), "quoted-printable").Split('\n');

        Assert.AreEqual("76 76 50", string.Join(' ', lines.Select(line => line.Length)));
    }

    [TestMethod]
    public void FilterString_TenMillionBytes_ConvertThereAndBack()
    {
        var text = string.Concat(Enumerable.Repeat("\u00e4\u00ff\u0080a", 2_500_000));

        Assert.AreEqual(text, FilterFunctions.FilterString(text, "iconv(iso-8859-1,utf-8)|iconv(utf-8,iso-8859-1)"));
    }
}
