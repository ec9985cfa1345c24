using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Files;

/// <summary>Copies of whole files.</summary>
internal static class FileSnapshot
{
    private const int ChunkSize = 1 << 20;
    private const uint OwnerOnly = 0x180;

    /// <summary>A copy without a name in the system's temporary folder: it can be read for as long as one likes while the original changes.</summary>
    public static SafeFileHandle Take(LockedFile file, long size)
    {
        string path = Path.Combine(Path.GetTempPath(), "postern-" + Path.GetRandomFileName());
        var copy = Make(path, OwnerOnly);
        try
        {
            File.Delete(path);
            Copy(file.Handle, copy, size);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Makes a file that does not exist yet.</summary>
    public static SafeFileHandle Make(string path, uint mode)
    {
        int descriptor = LibC.Open(path, LibC.ReadWrite | LibC.Create | LibC.Exclusive | LibC.CloseOnExec, mode);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw StoreFailure.Of(path, "cannot be made", LibC.LastError);
    }

    private static void Copy(SafeFileHandle from, SafeFileHandle to, long size)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long offset = 0; offset < size;)
            {
                int count = RandomAccess.Read(from, buffer.AsSpan(0, (int)Math.Min(ChunkSize, size - offset)), offset);
                if (count == 0)
                    return;
                RandomAccess.Write(to, buffer.AsSpan(0, count), offset);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
