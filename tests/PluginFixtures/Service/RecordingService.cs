using Postern.Abstractions;
using Postern.Abstractions.Hosting;

namespace Service;

/// <summary>Writes what happens to it into the state directory.</summary>
[PluginExport(typeof(IHostedPlugin), "recording")]
public sealed class RecordingService(IHostEnvironment environment) : IHostedPlugin, IAsyncDisposable
{
    private string Record => Path.Combine(environment.StateDirectory, "service.log");

    public Task StartAsync(CancellationToken cancellationToken) => File.AppendAllTextAsync(Record, "start ", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => File.AppendAllTextAsync(Record, "stop ", cancellationToken);

    public async ValueTask DisposeAsync() => await File.AppendAllTextAsync(Record, "dispose ");
}
