using Postern.Plugins.Mailbox.Folders;
using Postern.Plugins.Mailbox.Mbox;
using Postern.Plugins.Mailbox.Native;

namespace Postern.Plugins.Mailbox;

/// <summary>Finds out what a mailbox is, and opens it.</summary>
internal sealed class MailboxOpener(Envelope envelope, TimeProvider time)
{
    private static IOException Unrecognized => new("Requested item not found");

    /// <summary>Finds out the format of what is at the path, or of what is to be made there.</summary>
    /// <exception cref="IOException">It is none, or not the one that the address says.</exception>
    public static MailboxFormat FormatOf(MailboxAddress address, CancellationToken cancellationToken)
    {
        if (FileStatus.Of(address.Path, followsLink: true) is not { } status)
            return address.Format ?? MailboxFormat.Mbox;
        if (status.IsFolder)
        {
            return address.Format switch
            {
                MailboxFormat.Mbox => throw Unrecognized,
                { } format => format,
                null when MaildirFolder.IsAt(address.Path) => MailboxFormat.Maildir,
                null when MhFolder.IsAt(address.Path, cancellationToken) => MailboxFormat.Mh,
                null => throw Unrecognized,
            };
        }

        return (address.Format ?? MailboxFormat.Mbox) == MailboxFormat.Mbox && IsMbox(address.Path, status) ? MailboxFormat.Mbox : throw Unrecognized;
    }

    /// <summary>Opens a mailbox.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public MailFolder Open(MailboxFormat format, string path, OpenMode mode, NewFileMode newFileMode)
    {
        RequireTrusted(path);
        if (format == MailboxFormat.Mbox)
            return new MboxFolder(new MboxFile(path, mode, newFileMode), envelope, time) { IsWritable = mode.Writes };
        if (FileStatus.Of(path, followsLink: true) is null)
        {
            if (!mode.Creates)
                throw NativeFile.Failure();
            NativeFile.MakeFolder(path, newFileMode.FolderBits);
            NativeFile.SynchronizeFolder(FolderPath.Of(path));
        }

        if (format == MailboxFormat.Mh)
            return new MhFolder(path, newFileMode, time) { IsWritable = mode.Writes };
        if (mode.Creates)
            MaildirFolder.Make(path, newFileMode);
        return new MaildirFolder(path, newFileMode, time) { IsWritable = mode.Writes };
    }

    // Where everybody may write, everybody may have put a link to what only we may read or write.
    private static void RequireTrusted(string path)
    {
        if (FileStatus.Of(path.TrimEnd('/'), followsLink: false) is { IsLink: true } && FileStatus.Of(FolderPath.Of(path), followsLink: true) is { IsWritableForAll: true })
            throw new IOException("it is a symbolic link in a folder that everybody may write to");
    }

    // An empty file is one, and so is the null device; nothing else is read before it is known to be a file.
    private static bool IsMbox(string path, FileStatus status)
    {
        if (!status.IsFile || status.Length == 0)
            return status is { IsFile: true } or { IsDevice: true, Length: 0 };
        using var file = NativeFile.Open(path, LibC.ReadOnly);
        Span<byte> beginning = stackalloc byte[FromLine.MostBytes + 1];
        var line = beginning[..RandomAccess.Read(file, beginning, 0)];
        var end = line.IndexOf((byte)'\n');
        return end >= 0 && FromLine.IsOne(line[..end]);
    }
}
