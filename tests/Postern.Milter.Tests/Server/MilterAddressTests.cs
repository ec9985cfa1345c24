using Postern.Milter.Server;

namespace Postern.Milter.Tests.Server;

[TestClass]
public sealed class MilterAddressTests
{
    [TestMethod]
    [DataRow("inet:8891@127.0.0.1", "inet:8891@127.0.0.1")]
    [DataRow("inet:8891", "inet:8891")]
    [DataRow("inet:8891@0", "inet:8891")]
    [DataRow("inet:localhost:8891", "inet:8891@localhost")]
    [DataRow("inet://127.0.0.1:8891", "inet:8891@127.0.0.1")]
    [DataRow("INET:0@localhost", "inet:0@localhost")]
    [DataRow("inet6:8891@::1", "inet6:8891@::1")]
    [DataRow("inet6:8891@[::1]", "inet6:8891@::1")]
    [DataRow("inet6:[::1]:8891", "inet6:8891@::1")]
    [DataRow("inet6://[::1]:8891", "inet6:8891@::1")]
    [DataRow("unix:/run/postern.sock", "unix:/run/postern.sock")]
    [DataRow("unix:///run/postern.sock", "unix:/run/postern.sock")]
    [DataRow("local:/run/postern.sock", "unix:/run/postern.sock")]
    [DataRow("/run/postern.sock", "unix:/run/postern.sock")]
    [DataRow("unix:private/milter", "unix:private/milter")]
    public void TryParse_EachSpelling_GivesTheSameAddress(string text, string canonical)
    {
        Assert.IsTrue(MilterAddress.TryParse(text, out var address, out _));
        Assert.AreEqual(canonical, address.ToString());
    }

    [TestMethod]
    [DataRow("", "socket address \"\": expected inet:PORT@HOST, inet6:PORT@HOST, inet://HOST:PORT or unix:/PATH")]
    [DataRow("tcp:1", "socket address \"tcp:1\": expected inet:PORT@HOST, inet6:PORT@HOST, inet://HOST:PORT or unix:/PATH")]
    [DataRow("inet:65536@h", "socket address \"inet:65536@h\": expected a port from 0 to 65535, found \"65536\"")]
    [DataRow("inet:@h", "socket address \"inet:@h\": expected a port from 0 to 65535, found \"\"")]
    [DataRow("inet:-1", "socket address \"inet:-1\": expected a port from 0 to 65535, found \"-1\"")]
    [DataRow("inet:25@::1", "socket address \"inet:25@::1\": ::1 is not an address of this family; use inet6:")]
    [DataRow("inet6:25@127.0.0.1", "socket address \"inet6:25@127.0.0.1\": 127.0.0.1 is not an address of this family; use inet:")]
    [DataRow("unix:", "socket address \"unix:\": expected the path of a UNIX socket")]
    public void TryParse_Mistake_IsNamed(string text, string problem)
    {
        Assert.IsFalse(MilterAddress.TryParse(text, out _, out string? found));
        Assert.AreEqual(problem, found);
    }

    [TestMethod]
    public void TryParse_PathThatIsTooLong_IsNamed()
    {
        Assert.IsFalse(MilterAddress.TryParse("unix:/" + new string('x', 107), out _, out string? problem));
        StringAssert.Contains(problem, "the path has 108 bytes, a UNIX socket allows 107");
    }
}
