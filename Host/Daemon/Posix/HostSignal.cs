namespace Postern.Daemon.Posix;

internal enum HostSignal
{
    Stop,
    Reload,
}
