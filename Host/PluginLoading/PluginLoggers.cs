using Microsoft.Extensions.Logging;

namespace Postern.PluginLoading;

/// <summary>Puts the plugin's name before every category.</summary>
internal sealed class PluginLoggers(string plugin, ILoggerFactory loggers) : ILoggerFactory
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
