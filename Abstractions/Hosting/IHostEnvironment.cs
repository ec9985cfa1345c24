using Microsoft.Extensions.Logging;

namespace Postern.Abstractions.Hosting;

/// <summary>What the host offers every plugin; import it in the constructor.</summary>
public interface IHostEnvironment
{
    /// <summary>The host's state directory, absolute.</summary>
    string StateDirectory { get; }

    /// <summary>The plugin's own folder, absolute.</summary>
    string PluginDirectory { get; }

    /// <summary>The clock.</summary>
    TimeProvider Time { get; }

    /// <summary>Makes loggers whose categories begin with the plugin's name.</summary>
    ILoggerFactory Loggers { get; }
}
