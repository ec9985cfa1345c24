using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Headers.Tests;

[TestClass]
public sealed class HeaderFunctionsTests
{
    private readonly FakeMflContext _context = new();

    [TestMethod]
    public void Add_NoIndex_Appends()
    {
        HeaderFunctions.Add(_context, "X-A", "1");

        AssertQueued(new MessageModification.AddHeader("X-A", "1"));
    }

    [TestMethod]
    public void Add_Index_Inserts()
    {
        HeaderFunctions.Add(_context, "X-A", "1", 2);

        AssertQueued(new MessageModification.InsertHeader(2, "X-A", "1"));
    }

    [TestMethod]
    public void Insert_IndexZero_IsKept()
    {
        HeaderFunctions.Insert(_context, "X-A", "1", 0);

        AssertQueued(new MessageModification.InsertHeader(0, "X-A", "1"));
    }

    [TestMethod]
    public void ReplaceAndDelete_NoIndex_MeanTheFirst()
    {
        HeaderFunctions.Replace(_context, "Subject", "new");
        HeaderFunctions.Delete(_context, "X-B");

        AssertQueued(new MessageModification.ChangeHeader("Subject", 1, "new"), new MessageModification.ChangeHeader("X-B", 1, ""));
    }

    [TestMethod]
    [DataRow("a\nBcc: victim@example.org", "a\n\tBcc: victim@example.org")]
    [DataRow("a\r\nb\rc", "a\n\tb\n\tc")]
    [DataRow("a\n b\n\tc", "a\n b\n\tc")]
    [DataRow("a\n\n\nb", "a\n\tb")]
    [DataRow("a\n \nb", "a\n\tb")]
    [DataRow("a\n", "a")]
    [DataRow("a\0b", "ab")]
    public void Add_LineEndInValue_BecomesFold(string value, string expected)
    {
        HeaderFunctions.Add(_context, "X-A", value);

        AssertQueued(new MessageModification.AddHeader("X-A", expected));
    }

    [TestMethod]
    [DataRow("", "header_add: not a header field name: ")]
    [DataRow("X A", "header_add: not a header field name: X A")]
    [DataRow("X:", "header_add: not a header field name: X:")]
    [DataRow("X\r\nBcc", "header_add: not a header field name: X\\x0d\\x0aBcc")]
    [DataRow("\u00e9", "header_add: not a header field name: \\xe9")]
    public void Add_NameThatIsNone_IsRefused(string name, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => HeaderFunctions.Add(_context, name, "v"));

        Assert.AreEqual(((long)MflExceptionCode.Invalid, text), (error.Number, error.Message));
        AssertQueued();
    }

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(3_000_000_000L)]
    public void Insert_IndexOutside_IsRangeError(long index)
    {
        var error = Assert.ThrowsExactly<MflException>(() => HeaderFunctions.Insert(_context, "X-A", "1", index));

        Assert.AreEqual(
            ((long)MflExceptionCode.Range, $"header_insert: argument out of range: idx={index}"), (error.Number, error.Message));
    }

    private void AssertQueued(params MessageModification[] expected) =>
        CollectionAssert.AreEqual(expected, _context.Modifications.Items.ToArray());
}
