using Microsoft.Extensions.Logging;
using Postern.Daemon.Workers;
using Postern.Milter.Server;

namespace Postern.Daemon.Hosting;

/// <summary>The listeners in force, by the address that the administrator has given.</summary>
internal sealed class ListenerSet(FilterSource source, WorkerPool workers, ILoggerFactory loggers, TimeProvider time, HostLog log)
    : IAsyncDisposable
{
    private readonly List<(MilterServerOptions Options, MilterServer Server)> _servers = [];
    private readonly List<Task> _closing = [];

    public int OpenSessions => _servers.Sum(static entry => entry.Server.OpenSessions);

    /// <summary>
    /// Opens listeners that are new, and closes those that are gone once the new ones work. One whose options have changed
    /// keeps its old ones.
    /// </summary>
    /// <exception cref="MilterListenException">A new listener cannot be opened; all stays as it was.</exception>
    public async Task ApplyAsync(IReadOnlyList<MilterServerOptions> wanted, CancellationToken cancellationToken)
    {
        var opened = new List<(MilterServerOptions Options, MilterServer Server)>();
        try
        {
            foreach (MilterServerOptions options in wanted.Where(options => Find(options) < 0))
            {
                var server = new MilterServer(options, source, workers, loggers, time);
                opened.Add((options, server));
                await server.StartAsync(cancellationToken);
            }
        }
        catch (MilterListenException)
        {
            foreach ((_, MilterServer server) in opened)
                await server.DisposeAsync();
            throw;
        }

        Compare(wanted);
        _servers.AddRange(opened);
    }

    /// <summary>Lets sessions finish, closes those that take longer than <paramref name="limit"/>.</summary>
    public Task DrainAsync(TimeSpan limit) => Task.WhenAll([.. _closing, .. _servers.Select(entry => entry.Server.DrainAsync(limit))]);

    public async ValueTask DisposeAsync()
    {
        foreach ((_, MilterServer server) in _servers)
            await server.DisposeAsync();
        _servers.Clear();
    }

    private int Find(MilterServerOptions options) =>
        _servers.FindIndex(entry => entry.Options.Address == options.Address);

    private void Compare(IReadOnlyList<MilterServerOptions> wanted)
    {
        for (int i = _servers.Count - 1; i >= 0; i--)
        {
            (MilterServerOptions options, MilterServer server) = _servers[i];
            MilterServerOptions? same = wanted.FirstOrDefault(candidate => candidate.Address == options.Address);
            if (same is null)
            {
                _servers.RemoveAt(i);
                _closing.Add(CloseAsync(options, server));
            }
            else if (!IsSame(same, options))
                log.NeedsRestart(options.Id, options.Address);
        }

        _closing.RemoveAll(static task => task.IsCompleted);
    }

    private async Task CloseAsync(MilterServerOptions options, MilterServer server)
    {
        await server.DisposeAsync();
        log.Closed(options.Id, options.Address);
    }

    /// <summary>Records compare lists by reference, which a second reading never shares.</summary>
    private static bool IsSame(MilterServerOptions one, MilterServerOptions other) =>
        one.AccessRules.SequenceEqual(other.AccessRules) && one with { AccessRules = other.AccessRules } == other;
}
