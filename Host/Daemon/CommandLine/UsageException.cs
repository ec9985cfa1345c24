namespace Postern.Daemon.CommandLine;

/// <summary>A mistake on the command line: one line and exit code 64.</summary>
internal sealed class UsageException(string message) : Exception(message);
