using Postern.Daemon.Posix;
using Postern.Testing.Servers;

namespace Postern.Tests.Posix;

[TestClass]
public sealed class PidFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Create_WritesOurIdAndRemovesItAtTheEnd()
    {
        string path = _folder.Combine("p.pid");

        using (PidFile.Create(path))
            Assert.AreEqual($"{Environment.ProcessId}\n", File.ReadAllText(path));

        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    [DataRow("999999999")]
    [DataRow("1")]
    [DataRow("garbage")]
    [DataRow("")]
    public void Create_LeftOverFile_IsReplaced(string content)
    {
        string path = _folder.Write("p.pid", content);

        using PidFile file = PidFile.Create(path);

        Assert.AreEqual($"{Environment.ProcessId}\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void Dispose_FileOfAnother_StaysWhereItIs()
    {
        string path = _folder.Combine("p.pid");
        PidFile file = PidFile.Create(path);
        File.WriteAllText(path, "1\n");

        file.Dispose();

        Assert.AreEqual("1\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void Create_NoSuchFolder_IsAStartError()
    {
        StartException e = Assert.ThrowsExactly<StartException>(() => PidFile.Create(_folder.Combine("no/p.pid")));

        Assert.AreEqual(78, e.ExitCode);
        Assert.StartsWith("cannot write the pidfile: ", e.Message);
    }
}
