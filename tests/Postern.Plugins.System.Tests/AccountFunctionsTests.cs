using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class AccountFunctionsTests
{
    [TestMethod]
    public void Account_OfRoot_IsFoundByNameAndNumber()
    {
        var expected = File.ReadLines("/etc/passwd").Single(line => line.StartsWith("root:", StringComparison.Ordinal));

        Assert.AreEqual((expected, expected), (AccountFunctions.ByName("root"), AccountFunctions.ById(0)));
    }

    [TestMethod]
    [DataRow("nosuchuser")]
    [DataRow("")]
    [DataRow("root:x")]
    [DataRow("root\0x")]
    [DataRow("root\n")]
    public void ByName_Unknown_IsNotFound(string name)
    {
        var error = Assert.ThrowsExactly<MflException>(() => AccountFunctions.ByName(name));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, $"getpwnam: {name}: user not found"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow(77777L, "77777")]
    [DataRow(-1L, "18446744073709551615")]
    [DataRow(1L << 32, "4294967296")]
    public void ById_Unknown_IsNotFound(long id, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => AccountFunctions.ById(id));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, $"getpwuid: {text}: uid not found"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Maps_NamesAndNumbers_TellWhetherTheyExist() => Assert.AreEqual(
        (true, true, true, false, false, false),
        (AccountFunctions.HasName("root"), AccountFunctions.HasId(0), AccountFunctions.IsUser("root"), AccountFunctions.HasName("?"), AccountFunctions.HasId(-7), AccountFunctions.IsUser("?")));
}
