using Microsoft.Extensions.Logging;
using Postern.Abstractions.Hosting;

namespace Postern.PluginLoading;

/// <summary>What one plugin sees of the host.</summary>
internal sealed class PluginEnvironment(string plugin, string directory, string stateDirectory, TimeProvider time, ILoggerFactory loggers)
    : IHostEnvironment
{
    public string StateDirectory => stateDirectory;

    public string PluginDirectory => directory;

    public TimeProvider Time => time;

    public ILoggerFactory Loggers { get; } = new PluginLoggers(plugin, loggers);
}
