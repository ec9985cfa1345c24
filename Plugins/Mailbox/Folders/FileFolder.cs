using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Messages;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox.Folders;

/// <summary>A mailbox in which each message is a file. A message keeps its number as long as the mailbox is open.</summary>
internal abstract class FileFolder : MailFolder
{
    public override ValueTask<int> CountAsync(CancellationToken cancellationToken) => new(Update(cancellationToken));

    public override ValueTask<FileSlice?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (number < 1 || number > Update(cancellationToken))
            return new ValueTask<FileSlice?>((FileSlice?)null);
        var path = Locate((int)number - 1, cancellationToken);
        var handle = NativeFile.Open(path, LibC.ReadOnly | LibC.OpenNoFollow);
        try
        {
            var status = FileStatus.Of(handle);
            return status.IsFile
                ? new ValueTask<FileSlice?>(new FileSlice(new SharedFile(handle), path, 0, status.Length))
                : throw new IOException($"{path} is no regular file");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
    }

    /// <summary>Looks for messages that have come, and counts.</summary>
    protected abstract int Update(CancellationToken cancellationToken);

    /// <summary>Where a message is now.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="cancellationToken">Ends a search.</param>
    protected abstract string Locate(int index, CancellationToken cancellationToken);

    /// <summary>Writes a message to a file of its own and brings it to the disk. When that fails there is no file.</summary>
    protected static void WriteFile(string path, int mode, IMailMessage message, CancellationToken cancellationToken)
    {
        var handle = NativeFile.Open(path, LibC.WriteOnly | LibC.Create | LibC.Exclusive, mode);
        try
        {
            var output = new OutputFile(handle, 0);
            using (var content = message.Content.Open())
                new MessageCopy(output, isQuoted: false).Copy(content, cancellationToken);
            output.Flush();
            NativeFile.Synchronize(handle);
        }
        catch
        {
            NativeFile.Remove(path);
            throw;
        }
        finally
        {
            handle.Dispose();
        }
    }
}
