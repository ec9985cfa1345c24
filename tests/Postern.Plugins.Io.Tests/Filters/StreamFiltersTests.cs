using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Filters;

namespace Postern.Plugins.Io.Tests.Filters;

[TestClass]
public sealed class StreamFiltersTests
{
    private readonly StreamFilters _filters = new();

    [TestMethod]
    [DataRow("base64")]
    [DataRow("B")]
    [DataRow("quoted-printable")]
    [DataRow("Q|linelen(5)")]
    [DataRow("crlfdot")]
    [DataRow("dot|fromrd|xml")]
    [DataRow("from|crlf|c-escape")]
    [DataRow("inline-comment(> )|percent")]
    [DataRow("iconv(utf-8,utf-16)|base64")]
    [DataRow("iconv(utf-8,us-ascii)")]
    public async Task Copy_InPiecesOfAnySize_IsTheSame(string pipe)
    {
        const string Text = "From a\n.dot\n>From b\r\n..\n\n\u00e2\u0082\u00ac \u00c3\u00a4\u00ff \t\nF\nFrom\nFrom  \n>>From c\n=41\\&<\n0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890 \n.";
        var whole = await CopyAsync(Text, pipe, Text.Length);

        foreach (var size in (int[])[1, 2, 3, 7])
            Assert.AreEqual(whole, await CopyAsync(Text, pipe, size), $"{pipe} in pieces of {size}");
        Assert.AreEqual(whole, FilterFunctions.FilterString(Text, pipe));
    }

    [TestMethod]
    public async Task Copy_EmptyPipe_Copies() => Assert.AreEqual("a\nb", await CopyAsync("a\nb", "", 1));

    [TestMethod]
    public async Task Copy_UnconvertibleByteAndNoFallback_IsAnIllegalSequence()
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await CopyAsync("a\u00e4", "iconv(iso-8859-1,us-ascii,none)", 1));

        Assert.AreEqual(((long)MflExceptionCode.IllegalSequence, "f: illegal byte sequence"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("base64")]
    [DataRow("B")]
    [DataRow("quoted-printable")]
    [DataRow("Q")]
    [DataRow("crlf")]
    [DataRow("dot")]
    [DataRow("crlfdot + base64")]
    [DataRow("fromrd")]
    public async Task Chain_ThereAndBack_IsTheSame(string chain)
    {
        const string Text = "From a\n.dot\n..\n>From b\nb = 1_2 \u00e4\n\n";
        var back = string.Join(" + ", chain.Split(" + ").Reverse().Select(static name => "~" + name));

        Assert.AreEqual(Text, await CopyAsync(Text, $"{chain} + {back}", 3, isChain: true));
    }

    [TestMethod]
    [DataRow("SGVsbG8=!", "~base64", "Hello")]
    [DataRow("a=3Db=\nc=\r\nd=zz=", "~quoted-printable", "a=bcd=zz=")]
    [DataRow(">From a\n>>From b\nFrom c\n>Fro", "~from", "From a\n>>From b\nFrom c\n>Fro")]
    [DataRow("..a\r\n.b\n.\nrest", "~dot", ".a\r\nb\n")]
    [DataRow("a\r\nb\rc\r\r\nd\r", "~crlf", "a\nb\rc\r\nd\r")]
    [DataRow("abcdef", "linelen 4 + crlf", "abcd\r\nef")]
    [DataRow("a", "+ crlf +", "a")]
    [DataRow("a\nb", "inline-comment '# '", "# a\n# b")]
    public async Task Chain_Filters_DoTheirWork(string text, string chain, string expected) =>
        Assert.AreEqual(expected, await CopyAsync(text, chain, 1, isChain: true));

    [TestMethod]
    [DataRow("nosuch", "f: mu_filter_chain_create(\"nosuch\"): Requested item not found")]
    [DataRow("crlf|from", "f: mu_filter_chain_create(\"crlf|from\"): Requested item not found")]
    [DataRow("linelen x", "f: mu_filter_chain_create(\"linelen x\"): Parse error")]
    [DataRow("~xml", "f: mu_filter_chain_create(\"~xml\"): Requested item not found")]
    [DataRow("linelen '4", "f: a quote of the filter chain has no end: linelen '4")]
    public async Task Chain_Wrong_IsAFailure(string chain, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await CopyAsync("abc", chain, 1, isChain: true));

        Assert.AreEqual(((long)MflExceptionCode.Failure, text), (error.Number, error.Message));
    }

    private async Task<string> CopyAsync(string text, string filters, int size, bool isChain = false)
    {
        var output = new MemoryStream();
        await using var input = new PieceStream(Encoding.Latin1.GetBytes(text), size);
        await (isChain
            ? _filters.CopyChainAsync("f", input, output, filters, CancellationToken.None)
            : _filters.CopyAsync("f", input, output, filters, CancellationToken.None));
        return Encoding.Latin1.GetString(output.ToArray());
    }
}
