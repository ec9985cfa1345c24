using Postern.Daemon.Settings;
using Postern.Testing.Servers;

namespace Postern.Tests.Settings;

[TestClass]
public sealed class InstallLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Find_ReleaseLayout_LooksBesideBin()
    {
        foreach (string part in new[] { "bin", "plugins", "share", "share/mfl" })
            _folder.MakeFolder(part);

        InstallLayout layout = InstallLayout.Find(_folder.Combine("bin/"));

        CollectionAssert.AreEqual(new[] { _folder.Combine("plugins") }, layout.PluginDirectories.ToArray());
        CollectionAssert.AreEqual(new[] { _folder.Combine("share/mfl") }, layout.ModulePath.ToArray());
    }

    [TestMethod]
    public void Find_SourceTree_TakesPluginsOfTheSameConfiguration()
    {
        foreach (string part in new[] { "Plugins/bin/Debug", "Plugins/bin/Release", "Host/Daemon/bin/Debug/net10.0" })
            _folder.MakeFolder(part);
        _folder.Write("Postern.slnx", "");

        InstallLayout layout = InstallLayout.Find(_folder.Combine("Host/Daemon/bin/Debug/net10.0/"));

        CollectionAssert.AreEqual(new[] { _folder.Combine("Plugins/bin/Debug") }, layout.PluginDirectories.ToArray());
    }

    [TestMethod]
    public void Find_Elsewhere_HasNothing()
    {
        InstallLayout layout = InstallLayout.Find(_folder.MakeFolder("x"));

        Assert.IsEmpty(layout.PluginDirectories);
        Assert.IsEmpty(layout.ModulePath);
    }
}
