using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Mailbox.Native;

/// <summary>Files and folders by names that are byte strings, as names of files are. Failures are <see cref="IOException"/>s with the system's words.</summary>
internal static class NativeFile
{
    private const int EntryLengthOffset = 16;
    private const int EntryNameOffset = 19;

    public static byte[] Path(string path)
    {
        var bytes = new byte[path.Length + 1];
        Encoding.Latin1.GetBytes(path, bytes);
        return bytes;
    }

    public static IOException Failure() => Failure(LibC.LastError);

    public static IOException Failure(int error) => new(LibC.Describe(error), error);

    /// <summary>Opens a file; never waits for the other side of a pipe.</summary>
    public static SafeFileHandle Open(string path, int flags, int mode = 0)
    {
        var descriptor = LibC.open(Path(path), flags | LibC.CloseOnExec | LibC.NonBlocking, mode);
        return descriptor < 0 ? throw Failure() : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Removes a file, if it is there.</summary>
    public static void Remove(string path) => _ = LibC.unlink(Path(path));

    /// <summary>Makes a folder, if it is not there.</summary>
    public static void MakeFolder(string path, int mode)
    {
        if (LibC.mkdir(Path(path), mode) < 0 && LibC.LastError != LibC.Exists)
            throw Failure();
    }

    /// <summary>Brings what was written, or the names in a folder, to the disk.</summary>
    public static void Synchronize(SafeFileHandle file)
    {
        if (LibC.fsync(file) < 0)
            throw Failure();
    }

    /// <summary>Brings the names in a folder to the disk.</summary>
    public static void SynchronizeFolder(string path)
    {
        using var folder = Open(path, LibC.ReadOnly);
        Synchronize(folder);
    }

    /// <summary>The names in a folder, in no order; those that begin with a dot are left out. At most <paramref name="most"/>.</summary>
    /// <returns><see langword="null"/>: there is no such folder.</returns>
    public static List<string>? Names(string path, int most, CancellationToken cancellationToken)
    {
        var folder = LibC.opendir(Path(path));
        if (folder == 0)
            return LibC.LastError == LibC.NoEntry ? null : throw Failure();
        try
        {
            var names = new List<string>();
            var bytes = new byte[512];
            while (LibC.readdir(folder) is var entry and not 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var length = Math.Min(Marshal.ReadInt16(entry, EntryLengthOffset) - EntryNameOffset, bytes.Length);
                Marshal.Copy(entry + EntryNameOffset, bytes, 0, length);
                var name = Encoding.Latin1.GetString(bytes, 0, Array.IndexOf(bytes, (byte)0));
                if (name.StartsWith('.'))
                    continue;
                if (names.Count == most)
                    throw new IOException($"more than {most} messages");
                names.Add(name);
            }

            return LibC.LastError == 0 ? names : throw Failure();
        }
        finally
        {
            _ = LibC.closedir(folder);
        }
    }
}
