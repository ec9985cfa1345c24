using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class BodyPartFunctionsTests
{
    private readonly FakeMflContext _context = new() { Part = Encoding.Latin1.GetBytes("a\0\u00ffb") };

    [TestMethod]
    [DataRow(0L, "")]
    [DataRow(2L, "a")]
    [DataRow(4L, "a\u00ffb")]
    [DataRow(long.MaxValue, "a\u00ffb")]
    public void PartText_Count_IsItsBeginning(long count, string text) => Assert.AreEqual(text, BodyPartFunctions.PartText(_context, 1, count));

    [TestMethod]
    [DataRow(1L, false)]
    [DataRow(2L, true)]
    [DataRow(4L, true)]
    public void HasNulls_Count_LooksAtTheBeginning(long count, bool has) => Assert.AreEqual(has, BodyPartFunctions.HasNulls(_context, 1, count));

    [TestMethod]
    [DataRow(0L, 1L)]
    [DataRow(2L, 1L)]
    [DataRow(1L, -1L)]
    public void AnyFunction_OtherArguments_AreInvalid(long part, long count)
    {
        Assert.AreEqual((long)MflExceptionCode.Invalid, Assert.ThrowsExactly<MflException>(() => BodyPartFunctions.PartText(_context, part, count)).Number);
        Assert.AreEqual((long)MflExceptionCode.Invalid, Assert.ThrowsExactly<MflException>(() => BodyPartFunctions.HasNulls(_context, part, count)).Number);
    }
}
