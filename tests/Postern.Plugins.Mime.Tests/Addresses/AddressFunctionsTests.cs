using Postern.Abstractions.Mfl;
using Postern.Plugins.Mime.Addresses;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Mime.Tests.Addresses;

[TestClass]
public sealed class AddressFunctionsTests
{
    private const string Field = "Team: \"Doe, J\" <\"j d\"@example.org> (boss);, b@example.com (=?utf-8?Q?=C3=A4?=), \"a\r\"@c, \"a\\\rb\"@c";

    private readonly FakeMflContext _context = new();

    [TestMethod]
    public void Functions_Address_TellItsParts()
    {
        Assert.AreEqual(4L, AddressFunctions.Count(_context, Field));
        Assert.AreEqual("\"j d\"@example.org", AddressFunctions.Mailbox(_context, Field, 1));
        Assert.AreEqual("Doe, J", AddressFunctions.DisplayName(_context, Field, 1));
        Assert.AreEqual("j d", AddressFunctions.LocalPart(_context, Field, 1));
        Assert.AreEqual("example.com", AddressFunctions.Domain(_context, Field, 2));
        Assert.AreEqual("\u00c3\u00a4", AddressFunctions.Comments(_context, Field, 2));
        Assert.AreEqual("Team", AddressFunctions.Group(_context, Field, 1));
        Assert.AreEqual("", AddressFunctions.Group(_context, Field, 2));
        Assert.AreEqual("a@c", AddressFunctions.Mailbox(_context, Field, 3));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(5L)]
    [DataRow(-1L)]
    [DataRow(long.MaxValue)]
    public void Functions_IndexOutside_IsOutOfRange(long index)
    {
        var error = Assert.ThrowsExactly<MflException>(() => AddressFunctions.Domain(_context, Field, index));

        Assert.AreEqual(((long)MflExceptionCode.Range, $"address_domain: no address {index}, there are 4"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Mailbox_LineEndInIt_IsInvalid()
    {
        var error = Assert.ThrowsExactly<MflException>(() => AddressFunctions.Mailbox(_context, Field, 4));

        Assert.AreEqual(((long)MflExceptionCode.Invalid, "address_nth: address 4 cannot be written in SMTP"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("a@b", "")]
    [DataRow("a@b c@d; e", "no comma between two addresses; a semicolon outside a group; an address without a domain")]
    public void Problems_List_AreItsReasons(string field, string problems) => Assert.AreEqual(problems, AddressFunctions.Problems(_context, field));
}
