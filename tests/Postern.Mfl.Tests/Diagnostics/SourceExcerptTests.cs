using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Tests.Diagnostics;

[TestClass]
public sealed class SourceExcerptTests
{
    [TestMethod]
    [DataRow("one\n  set x y\n", 2, 7, 2, 7, "  2 |   set x y\n    |       ^")]
    [DataRow("one\n  set x y\n", 2, 3, 2, 5, "  2 |   set x y\n    |   ^^^")]
    [DataRow("one two\r\nthree", 1, 5, 2, 3, "  1 | one two\n    |     ^^^")]
    [DataRow("\tset\x01x", 1, 2, 1, 4, "  1 |  set x\n    |  ^^^")]
    [DataRow("\u00c3\u00a9 x", 1, 4, 1, 4, "  1 | \u00c3\u00a9 x\n    |   ^")]
    [DataRow("end", 1, 4, 1, 4, "  1 | end\n    |    ^")]
    public void Of_Place_ShowsLineAndCarets(string source, int line, int column, int endLine, int endColumn, string expected) =>
        Assert.AreEqual(expected, SourceExcerpt.Of(new SourcePlace("F", line, column, endLine, endColumn), source));

    [TestMethod]
    [DataRow(3, 1)]
    [DataRow(0, 0)]
    [DataRow(1, 9)]
    [DataRow(1, 0)]
    public void Of_PlaceOutside_IsNothing(int line, int column) =>
        Assert.IsNull(SourceExcerpt.Of(new SourcePlace("F", line, column, line, column), "one\ntwo"));

    [TestMethod]
    public void Of_LongLine_ShowsThePartAround()
    {
        string excerpt = SourceExcerpt.Of(new SourcePlace("F", 1, 5001, 1, 5003), new string('a', 5000) + "bbb" + new string('c', 5000))!;

        string[] lines = excerpt.Split('\n');
        Assert.AreEqual(lines[0].IndexOf('b', StringComparison.Ordinal), lines[1].IndexOf('^', StringComparison.Ordinal));
        Assert.AreEqual(3, lines[1].Count(static c => c == '^'));
        Assert.IsLessThan(140, lines[0].Length);
    }
}
