namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>What became of the attempt to take a <see cref="DotLock"/>.</summary>
internal enum DotLockOutcome
{
    Taken,
    Busy,
    NotPermitted,
}
