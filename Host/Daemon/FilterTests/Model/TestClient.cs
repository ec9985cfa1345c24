using Postern.Abstractions.Milter;

namespace Postern.Daemon.FilterTests.Model;

/// <summary>The SMTP client of a session, and the macros that the MTA knows of it.</summary>
internal sealed class TestClient
{
    public string HostName { get; set; } = "localhost";

    public string Address { get; set; } = "127.0.0.1";

    public ClientFamily Family { get; set; } = ClientFamily.IPv4;

    public ushort Port { get; set; }

    public string Helo { get; set; } = "localhost";

    public List<StageMacro> Macros { get; private init; } = [];

    public TestClient Clone() => new()
    {
        HostName = HostName,
        Address = Address,
        Family = Family,
        Port = Port,
        Helo = Helo,
        Macros = [.. Macros],
    };
}
