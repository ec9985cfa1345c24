namespace Postern.Daemon.Posix;

internal sealed record PosixUser(string Name, uint UserId, uint GroupId);
