using Postern.Abstractions;
using Postern.Abstractions.Hosting;

namespace FailingService;

[PluginExport(typeof(IHostedPlugin), "broken")]
public sealed class BrokenService : IHostedPlugin
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("the port is taken");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
