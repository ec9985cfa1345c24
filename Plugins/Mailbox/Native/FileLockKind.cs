namespace Postern.Plugins.Mailbox.Native;

/// <summary>The kinds of locks of fcntl(2).</summary>
internal enum FileLockKind : short
{
    Read = 0,
    Write = 1,
    None = 2,
}
