using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm;

/// <summary>Rewrites a file without the space that deleted records have left.</summary>
internal static class Compaction
{
    /// <param name="format">The file's format.</param>
    /// <param name="file">The file, locked against all others.</param>
    /// <param name="cancellationToken">Gives up; the file stays as it was.</param>
    public static void Run(DatabaseFormat format, LockedFile file, CancellationToken cancellationToken)
    {
        var status = file.Status();
        // A symbolic link stays one.
        string target = File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path;
        string path = target + "." + Path.GetRandomFileName();
        using var copy = FileSnapshot.Make(path, status.Permissions);
        try
        {
            Fill(format, file, copy, path, cancellationToken);
            int descriptor = (int)copy.DangerousGetHandle();
            if (LibC.ChangeOwner(descriptor, status.User, status.Group) != 0 || LibC.ChangeMode(descriptor, status.Permissions) != 0)
                throw StoreFailure.Of(path, "cannot be given the owner and the mode of the old file", LibC.LastError);
            RandomAccess.FlushToDisk(copy);
            File.Move(path, target, overwrite: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void Fill(DatabaseFormat format, LockedFile file, SafeFileHandle copy, string path, CancellationToken cancellationToken)
    {
        byte[] head = new byte[DatabaseFormat.HeadSize];
        var model = new FileModel(head.AsMemory(0, RandomAccess.Read(file.Handle, head, 0)), RandomAccess.GetLength(file.Handle));
        using var from = format.Open(file.Handle, file.Path, SessionAccess.Read);
        using var to = format.Open(copy, path, SessionAccess.Write, model);
        while (from.Next() is var (key, value))
        {
            cancellationToken.ThrowIfCancellationRequested();
            to.Put(key, value);
        }

        to.Complete();
    }
}
