using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class HostFunctionsTests
{
    [TestMethod]
    public void SystemNames_Conversions_AreReplaced() =>
        Assert.AreEqual($"Linux|{Environment.MachineName}|%|%d|%x|%", HostFunctions.SystemNames("%s|%n|%%|%d|%x|%"));

    [TestMethod]
    public async Task HostName_Plain_IsTheNodesName() =>
        Assert.AreEqual(HostFunctions.SystemNames("%n"), await HostFunctions.HostName(new FakeMflContext()));

    [TestMethod]
    public void EnvironmentVariable_Set_IsItsValue() => Assert.AreEqual(Environment.GetEnvironmentVariable("PATH"), HostFunctions.EnvironmentVariable("PATH"));

    [TestMethod]
    public void EnvironmentVariable_NotSet_IsNotFound()
    {
        var error = Assert.ThrowsExactly<MflException>(() => HostFunctions.EnvironmentVariable("POSTERN_NOPE"));

        Assert.AreEqual(((long)MflExceptionCode.NotFound, "getenv: POSTERN_NOPE: environment variable not defined"), (error.Number, error.Message));
    }

    [TestMethod]
    public void EnvironmentVariable_NameWithNul_IsInvalid()
    {
        var error = Assert.ThrowsExactly<MflException>(() => HostFunctions.EnvironmentVariable("PATH\0x"));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
    }
}
