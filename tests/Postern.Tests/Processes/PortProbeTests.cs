using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postern.Tests.Processes;

[TestClass]
public sealed class PortProbeTests : IDisposable
{
    private readonly HostLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task PortProbe_SomebodyListens_IsOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        string script = _lab.Write("probe.mfl", "require portprobe\nfunc main(...) returns number do echo portprobe(\"127.0.0.1\", $1) return 0 done\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--stderr", "--run", script, port);

        Assert.AreEqual((0, "1\n"), (code, output));
    }
}
