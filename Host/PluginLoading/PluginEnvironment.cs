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

    public ILoggerFactory Loggers { get; } = new NamedLoggers(plugin, loggers);

    /// <summary>Puts the plugin's name before every category.</summary>
    private sealed class NamedLoggers(string plugin, ILoggerFactory loggers) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            loggers.CreateLogger(categoryName.Length == 0 ? plugin : $"{plugin}.{categoryName}");

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("where log lines go is the host's to decide");

        public void Dispose()
        {
            // The factory behind this is the host's.
        }
    }
}
