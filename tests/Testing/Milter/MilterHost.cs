using Postern.Milter.Server;

namespace Postern.Testing.Milter;

/// <summary>A milter server on a socket of its own in a temporary directory, with a scripted filter behind it.</summary>
public sealed class MilterHost : IAsyncDisposable
{
    private MilterHost(ScriptedEngine engine, MilterServerOptions options, string directory, TimeProvider time)
    {
        Engine = engine;
        Directory = directory;
        Server = new MilterServer(options, engine, Workers, Log, time);
    }

    public ScriptedEngine Engine { get; }

    public MilterServer Server { get; }

    public LogCollector Log { get; } = new();

    public ThreadScheduler Workers { get; } = new();

    /// <summary>The host's own directory; spool files go here.</summary>
    public string Directory { get; }

    public static async Task<MilterHost> StartAsync(
        ScriptedEngine engine, Func<MilterServerOptions, MilterServerOptions>? change = null, TimeProvider? time = null)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("postern-test-").FullName;
        var options = new MilterServerOptions
        {
            Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, Path.Combine(directory, "m")),
            SpoolDirectory = directory,
            DrainLimit = TimeSpan.FromSeconds(5),
        };
        var host = new MilterHost(engine, change?.Invoke(options) ?? options, directory, time ?? TimeProvider.System);
        await host.Server.StartAsync(CancellationToken.None);
        return host;
    }

    public Task<MtaPeer> ConnectAsync() => MtaPeer.ConnectAsync(Server.BoundAddress);

    /// <summary>Connects and negotiates everything.</summary>
    public async Task<MtaPeer> NegotiateAsync(uint version = 6, uint actions = 0x1FF, uint steps = 0x1FFFFF)
    {
        var peer = await ConnectAsync();
        await peer.NegotiateAsync(version, actions, steps);
        return peer;
    }

    /// <summary>Waits until the filter's sessions have ended, and returns its calls.</summary>
    public async Task<List<string>> CallsWhenClosedAsync()
    {
        await UntilAsync(() => Engine.OpenSessions == 0 && Server.OpenSessions == 0);
        return [.. Engine.Calls];
    }

    /// <summary>Waits for a condition that other threads bring about; gives up after half a minute.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 3000; i++)
        {
            if (condition())
                return;
            await Task.Delay(10);
        }

        throw new TimeoutException("the condition did not come true");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
