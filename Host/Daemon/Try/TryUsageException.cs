namespace Postern.Daemon.Try;

/// <summary>The command line of <c>postern try</c> is wrong.</summary>
internal sealed class TryUsageException(string message) : Exception(message);
