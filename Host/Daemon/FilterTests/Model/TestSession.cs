namespace Postern.Daemon.FilterTests.Model;

/// <summary>One SMTP session and its messages.</summary>
internal sealed class TestSession
{
    public required TestClient Client { get; init; }

    public List<TestMessage> Messages { get; } = [];
}
