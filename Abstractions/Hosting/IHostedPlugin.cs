namespace Postern.Abstractions.Hosting;

/// <summary>A service that lives as long as its plugin: started after composition, stopped before unloading.</summary>
public interface IHostedPlugin
{
    /// <summary>Starts the service. An exception makes the host go on without the plugin, or stop when it is required.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops the service; returns when nothing of it runs any more.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
