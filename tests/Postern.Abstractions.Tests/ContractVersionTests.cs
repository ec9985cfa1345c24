namespace Postern.Abstractions.Tests;

[TestClass]
public sealed class ContractVersionTests
{
    [TestMethod]
    public void Accepts_SameVersion_IsTrue() => Assert.IsTrue(ContractVersion.Accepts(ContractVersion.Current));

    [TestMethod]
    [DataRow(0, 9)]
    [DataRow(2, 0)]
    public void Accepts_OtherMajor_IsFalse(int major, int minor) => Assert.IsFalse(ContractVersion.Accepts(new Version(major, minor)));

    [TestMethod]
    public void Accepts_NewerMinor_IsFalse()
    {
        var current = ContractVersion.Current;

        Assert.IsFalse(ContractVersion.Accepts(new Version(current.Major, current.Minor + 1)));
    }
}
