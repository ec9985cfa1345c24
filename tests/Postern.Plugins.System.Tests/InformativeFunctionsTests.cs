using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class InformativeFunctionsTests
{
    [TestMethod]
    [DataRow(0L, "none")]
    [DataRow(4L, "end")]
    [DataRow(13L, "eom")]
    [DataRow(14L, "action")]
    public void State_Known_HasNameAndCode(long code, string name) =>
        Assert.AreEqual((name, code), (InformativeFunctions.StateName(code), InformativeFunctions.StateCode(name)));

    [TestMethod]
    [DataRow(0L, "accept")]
    [DataRow(4L, "tempfail")]
    public void Action_Known_HasNameAndCode(long code, string name) =>
        Assert.AreEqual((name, code), (InformativeFunctions.ActionName(code), InformativeFunctions.ActionCode(name)));

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(15L)]
    public void StateName_Unknown_IsInvalid(long code)
    {
        var error = Assert.ThrowsExactly<MflException>(() => InformativeFunctions.StateName(code));

        Assert.AreEqual(((long)MflExceptionCode.Invalid, $"milter_state_name: {code} is no milter state"), (error.Number, error.Message));
    }

    [TestMethod]
    public void ActionCode_Unknown_IsInvalid()
    {
        var error = Assert.ThrowsExactly<MflException>(() => InformativeFunctions.ActionCode("x"));

        Assert.AreEqual(((long)MflExceptionCode.Invalid, "milter_action_code: x is no milter action"), (error.Number, error.Message));
    }
}
