using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>An open file that closes when its last user has released it.</summary>
internal sealed class SharedFile(SafeFileHandle handle)
{
    private int _users = 1;

    public SafeFileHandle Handle => handle;

    public SharedFile Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            handle.Dispose();
    }
}
