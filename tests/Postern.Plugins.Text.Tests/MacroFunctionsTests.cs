using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed class MacroFunctionsTests
{
    private readonly FakeMflContext _context = new() { Macros = { ["client_addr"] = "192.0.2.1" } };

    [TestMethod]
    [DataRow("client_addr")]
    [DataRow("{client_addr}")]
    public void Get_Known_IsItsValue(string name) => Assert.AreEqual("192.0.2.1", MacroFunctions.Get(_context, name));

    [TestMethod]
    public void Get_Unknown_IsAnError()
    {
        var error = Assert.ThrowsExactly<MflException>(() => MacroFunctions.Get(_context, "{x}"));

        Assert.AreEqual(((long)MflExceptionCode.MacroUndefined, "getmacro: macro not defined: {x}"), (error.Number, error.Message));
    }

    [TestMethod]
    public void IsDefined_Macro_TellsWhetherKnown() =>
        Assert.AreEqual((true, false), (MacroFunctions.IsDefined(_context, "client_addr"), MacroFunctions.IsDefined(_context, "x")));
}
