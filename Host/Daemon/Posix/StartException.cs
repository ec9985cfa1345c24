namespace Postern.Daemon.Posix;

/// <summary>The daemon cannot start: one line and an exit code.</summary>
internal sealed class StartException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
