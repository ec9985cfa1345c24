using Postern.Milter.Server;
using Postern.Milter.Session;

namespace Postern.Testing.Milter;

/// <summary>Serves one connection in memory, without a server.</summary>
internal static class SessionRun
{
    public static async Task<LogCollector> ServeAsync(
        ScriptedEngine engine, MemoryTransport transport, MilterServerOptions? options = null, ThreadScheduler? workers = null)
    {
        var log = new LogCollector();
        options ??= new MilterServerOptions { Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "/nowhere") };
        var services = new SessionServices(options, workers ?? new ThreadScheduler(), log, new ManualTime());
        using var session = new MilterSession(services);
        session.Attach(transport, engine, 1);
        await session.RunAsync();
        return log;
    }
}
