using Postern.Abstractions;
using Postern.Abstractions.Hosting;

namespace Dependent;

/// <summary>Needs the recording service, and writes into its record.</summary>
[PluginExport(typeof(IHostedPlugin), "dependent", Needs = ["IHostedPlugin:recording"])]
public sealed class DependentService(IHostEnvironment environment) : IHostedPlugin
{
    private string Record => Path.Combine(environment.StateDirectory, "service.log");

    public Task StartAsync(CancellationToken cancellationToken) => File.AppendAllTextAsync(Record, "dependent-start ", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => File.AppendAllTextAsync(Record, "dependent-stop ", cancellationToken);
}
