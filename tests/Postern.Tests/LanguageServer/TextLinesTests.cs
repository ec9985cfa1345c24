using Postern.Abstractions.Configuration;
using Postern.Daemon.LanguageServer;

namespace Postern.Tests.LanguageServer;

[TestClass]
public sealed class TextLinesTests
{
    private readonly TextLines _lines = new("ab\r\nx€𝄞y\n\nlast");

    [TestMethod]
    [DataRow(1, 1, 1, 2, "0.0-0.2")]
    [DataRow(2, 2, 2, 4, "1.1-1.2")]
    [DataRow(2, 5, 2, 8, "1.2-1.4")]
    [DataRow(2, 9, 2, 9, "1.4-1.5")]
    [DataRow(2, 3, 2, 3, "1.1-1.2")]
    [DataRow(1, 1, 4, 4, "0.0-3.4")]
    [DataRow(3, 1, 3, 1, "2.0-2.0")]
    [DataRow(99, 5, 99, 9, "98.0-98.0")]
    [DataRow(1, 50, 1, 60, "0.2-0.2")]
    public void RangeOf_Bytes_CountsUtf16Units(int line, int column, int endLine, int endColumn, string range) =>
        Assert.AreEqual(range, EditorSession.Range(_lines.RangeOf(new SourcePlace("f", line, column, endLine, endColumn))));

    [TestMethod]
    [DataRow(0, 1, 1)]
    [DataRow(0, 99, 3)]
    [DataRow(1, 2, 6)]
    [DataRow(3, 4, 15)]
    [DataRow(9, 0, 15)]
    [DataRow(-1, 5, 0)]
    public void OffsetOf_Position_StaysWithinTheText(int line, int character, int offset) =>
        Assert.AreEqual(offset, _lines.OffsetOf(line, character));
}
