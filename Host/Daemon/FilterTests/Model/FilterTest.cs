namespace Postern.Daemon.FilterTests.Model;

/// <summary>One test: its world, and the SMTP sessions that are played in it.</summary>
internal sealed class FilterTest
{
    public required string Name { get; init; }

    public required int Line { get; init; }

    public required TestSettings Settings { get; init; }

    public List<TestSession> Sessions { get; } = [];

    public IEnumerable<TestMessage> Messages => Sessions.SelectMany(static session => session.Messages);
}
