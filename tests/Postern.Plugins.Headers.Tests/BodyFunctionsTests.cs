using System.Text;
using Postern.Abstractions.Milter;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Headers.Tests;

[TestClass]
public sealed class BodyFunctionsTests
{
    private readonly FakeMflContext _context = new();

    [TestMethod]
    [DataRow("one\ntwo\r\nthree", "one\r\ntwo\r\nthree\r\n")]
    [DataRow("a\rb", "a\r\nb\r\n")]
    [DataRow("a\r\r\nb\n", "a\r\n\r\nb\r\n")]
    [DataRow("", "")]
    [DataRow("\u00ff", "\u00ff\r\n")]
    public void ReplaceBody_LineEnds_BecomeCrLf(string text, string expected)
    {
        BodyFunctions.ReplaceBody(_context, text);

        var change = (MessageModification.ReplaceBody)_context.Modifications.Items.Single();
        Assert.AreEqual(expected, Encoding.Latin1.GetString(change.Body.Span));
    }

    [TestMethod]
    public void Purge_QueuedChanges_AreForgotten()
    {
        BodyFunctions.ReplaceBody(_context, "x");
        BodyFunctions.Purge(_context);

        Assert.IsEmpty(_context.Modifications.Items);
    }
}
