using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox.Tests;

[TestClass]
public sealed class OpenModeTests
{
    // All as mailfromd 8.15 answers for a mailbox that is not there.
    [TestMethod]
    [DataRow("", false, false)]
    [DataRow("r", false, false)]
    [DataRow("rr", false, false)]
    [DataRow("w", true, false)]
    [DataRow("a", true, false)]
    [DataRow("rw", true, false)]
    [DataRow("wr", true, false)]
    [DataRow("rwa", true, false)]
    [DataRow("w+", true, true)]
    [DataRow("a+", true, true)]
    [DataRow("aw+", true, true)]
    [DataRow("w++", true, true)]
    [DataRow("w+r", true, true)]
    [DataRow("w+r+", true, true)]
    [DataRow("wr+", true, false)]
    [DataRow("ra+", true, false)]
    [DataRow("r+", true, false)]
    [DataRow("r+w+", true, false)]
    public void Parse_LettersOfTheReference_MeanTheSame(string text, bool writes, bool creates) =>
        Assert.AreEqual(new OpenMode(writes, creates), OpenMode.Parse("f", text));

    [TestMethod]
    [DataRow("zz", "zz")]
    [DataRow("rz", "z")]
    [DataRow("+", "+")]
    [DataRow("+w", "+w")]
    [DataRow("W", "W")]
    [DataRow("w a", " a")]
    [DataRow("wc", "c")]
    [DataRow("w+x", "x")]
    public void Parse_OtherLetters_AreNamed(string text, string near)
    {
        var error = Assert.ThrowsExactly<MflException>(() => OpenMode.Parse("f", text));

        Assert.AreEqual($"11 f: incorrect mode near `{near}'", $"{error.Number} {error.Message}");
    }
}
