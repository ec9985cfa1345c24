using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Headers.Tests;

[TestClass]
public sealed class EnvelopeFunctionsTests
{
    private readonly FakeMflContext _context = new();

    [TestMethod]
    public void Changes_InOrder_AreQueuedAsGiven()
    {
        EnvelopeFunctions.SetSender(_context, "a@b", "SIZE=1");
        EnvelopeFunctions.AddRecipient(_context, "plain@z");
        EnvelopeFunctions.DeleteRecipient(_context, "<q@x>");
        EnvelopeFunctions.Quarantine(_context, "why");

        CollectionAssert.AreEqual(
            new MessageModification[]
            {
                new MessageModification.ChangeSender("a@b", "SIZE=1"),
                new MessageModification.AddRecipient("plain@z"),
                new MessageModification.DeleteRecipient("<q@x>"),
                new MessageModification.Quarantine("why"),
            },
            _context.Modifications.Items.ToArray());
    }

    [TestMethod]
    [DataRow("\"a\r\nRCPT TO:<x@y>\"@b")]
    [DataRow("a\nb")]
    [DataRow("a\0b")]
    public void AddRecipient_LineBreakOrNul_IsRefused(string address)
    {
        var error = Assert.ThrowsExactly<MflException>(() => EnvelopeFunctions.AddRecipient(_context, address));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
        StringAssert.StartsWith(error.Message, "rcpt_add: line break or NUL in the address: ", StringComparison.Ordinal);
        Assert.IsEmpty(_context.Modifications.Items);
    }
}
