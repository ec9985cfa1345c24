using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Mailbox.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>The open file of an mbox. Other programs may put another file in its place, which is then opened.</summary>
internal sealed class MboxFile : IDisposable
{
    private readonly OpenMode _mode;
    private readonly NewFileMode _newFileMode;

    public MboxFile(string path, OpenMode mode, NewFileMode newFileMode)
    {
        Path = path;
        _mode = mode;
        _newFileMode = newFileMode;
        Shared = Open();
    }

    public string Path { get; }

    public SharedFile Shared { get; private set; }

    public SafeFileHandle Handle => Shared.Handle;

    /// <summary>How often another file was opened: places in an earlier one mean nothing.</summary>
    public int Generation { get; private set; }

    /// <summary>Makes sure that the file at the path is the open one.</summary>
    /// <returns>Whether it was.</returns>
    public bool Renew()
    {
        if (FileStatus.Of(Path, followsLink: true) is { } status)
        {
            if (status.IsOf(FileStatus.Of(Handle)))
                return true;
        }
        else if (!_mode.Creates)
        {
            return !_mode.Writes ? true : throw NativeFile.Failure();
        }

        var renewed = Open();
        Shared.Release();
        Shared = renewed;
        Generation++;
        return false;
    }

    /// <summary>Mail is written to a file alone, and by its only name.</summary>
    /// <exception cref="IOException">The path leads to something else.</exception>
    public void RequireFile()
    {
        if (FileStatus.Of(Path, followsLink: false) is not { } status)
            return;
        var wrong = status switch
        {
            { IsLink: true } => "is a symbolic link",
            { IsFile: false } => "is no regular file",
            { Links: > 1 } => "has another name, too (a hard link)",
            _ => null,
        };
        if (wrong is not null)
            throw new IOException($"File check failed: {Path} {wrong}");
    }

    public void Dispose() => Shared.Release();

    private SharedFile Open()
    {
        var how = _mode.Writes ? LibC.ReadWrite : LibC.ReadOnly;
        if (!_mode.Creates || FileStatus.Of(Path, followsLink: true) is not null)
            return new SharedFile(NativeFile.Open(Path, how));
        var made = NativeFile.Open(Path, how | LibC.Create | LibC.Exclusive, _newFileMode.Bits);
        try
        {
            NativeFile.SynchronizeFolder(FolderPath.Of(Path));
            return new SharedFile(made);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }
}
