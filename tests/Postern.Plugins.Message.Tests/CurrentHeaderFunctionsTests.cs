using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class CurrentHeaderFunctionsTests
{
    private readonly FakeMflContext _context = new()
    {
        StoredMessage = new HeaderOnly(("Received", "one"), ("Subject", "a\n b"), ("received", "two"), ("X-\u00e4", "\u00ff")),
    };

    [TestMethod]
    [DataRow("Received", 1L, "one")]
    [DataRow("RECEIVED", 2L, "two")]
    [DataRow("subject", 1L, "a\n b")]
    [DataRow("X-\u00e4", 1L, "\u00ff")]
    public void Value_Field_IsAsItCame(string name, long index, string value) => Assert.AreEqual(value, CurrentHeaderFunctions.Value(_context, name, index));

    [TestMethod]
    [DataRow("Received", 3L)]
    [DataRow("Received", 0L)]
    [DataRow("Received", -1L)]
    [DataRow("From", 1L)]
    [DataRow("", 1L)]
    [DataRow("Receive", 1L)]
    public void Value_NoSuchField_IsNotFound(string name, long index)
    {
        var error = Assert.ThrowsExactly<MflException>(() => CurrentHeaderFunctions.Value(_context, name, index));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, $"current_header: requested item ({name},{index}) not found"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("", 4L)]
    [DataRow("received", 2L)]
    [DataRow("From", 0L)]
    public void Count_Name_CountsFields(string name, long count) => Assert.AreEqual(count, CurrentHeaderFunctions.Count(_context, name));

    [TestMethod]
    public void At_Index_IsTheFieldInItsPlace() =>
        Assert.AreEqual(("Subject", "a\n b"), (CurrentHeaderFunctions.NameAt(_context, 2), CurrentHeaderFunctions.ValueAt(_context, 2)));

    [TestMethod]
    [DataRow(0L)]
    [DataRow(5L)]
    [DataRow(long.MaxValue)]
    public void At_IndexOutside_IsNotFound(long index)
    {
        Assert.AreEqual((long)MflExceptionCode.NotFound, Assert.ThrowsExactly<MflException>(() => CurrentHeaderFunctions.NameAt(_context, index)).Number);
        Assert.AreEqual((long)MflExceptionCode.NotFound, Assert.ThrowsExactly<MflException>(() => CurrentHeaderFunctions.ValueAt(_context, index)).Number);
    }

    private sealed class HeaderOnly(params (string Name, string Value)[] fields) : IStoredMessage
    {
        public long Number => 1;

        public IReadOnlyList<HeaderField> Header { get; } =
            [.. fields.Select(static field => new HeaderField(Encoding.Latin1.GetBytes(field.Name), Encoding.Latin1.GetBytes(field.Value)))];

        public long BodyLength => 0;

        public Stream OpenBody() => Stream.Null;
    }
}
