using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>Some hosts with one filter and one place for their state.</summary>
internal sealed class StateHosts : IAsyncDisposable
{
    private readonly List<PosternProcess> _hosts = [];

    public IReadOnlyList<PosternProcess> Hosts => _hosts;

    public static string Filter { get; } = Path.Combine(PosternExecutable.RepositoryRoot, "tests/StateSharing/filters/decisions.mfl");

    /// <param name="count">How many.</param>
    /// <param name="clock">Their clock.</param>
    /// <param name="settings">Where their databases are.</param>
    public static async Task<StateHosts> StartAsync(int count, FakeClock clock, IReadOnlyList<string> settings)
    {
        var hosts = new StateHosts();
        try
        {
            for (int i = 0; i < count; i++)
                hosts._hosts.Add(await PosternProcess.StartAsync(Filter, clock.Environment, [.. settings]));
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    public MessageLoad Load(int connectionsPerHost) => new([.. _hosts.Select(static host => host.Address)], connectionsPerHost);

    /// <summary>What they have said, for the message of an assertion.</summary>
    public string Output => string.Join("\n", _hosts.Select(static host => host.Output));

    public async ValueTask DisposeAsync()
    {
        foreach (PosternProcess host in _hosts)
            await host.DisposeAsync();
    }
}
