using System.Net.Sockets;
using System.Text;
using Postern.Daemon.Posix;
using Postern.Testing.Servers;

namespace Postern.Tests.Posix;

[TestClass]
public sealed class ServiceNotifierTests
{
    [TestMethod]
    public void Ready_WithSystemd_SendsADatagram()
    {
        using var folder = new TemporaryFolder();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        systemd.Bind(new UnixDomainSocketEndPoint(folder.Combine("n")));

        new ServiceNotifier(folder.Combine("n")).Ready();

        byte[] buffer = new byte[100];
        Assert.AreEqual("READY=1", Encoding.ASCII.GetString(buffer, 0, systemd.Receive(buffer)));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("/nonexistent/socket")]
    public void Stopping_WithoutSystemd_DoesNothing(string? path) => new ServiceNotifier(path).Stopping();
}
