namespace Postern.Daemon.Plugins;

/// <summary>A mistake on the command line of <c>postern plugins</c>.</summary>
internal sealed class PluginsUsageException(string message) : Exception(message);
