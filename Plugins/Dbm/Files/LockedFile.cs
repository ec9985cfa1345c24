using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Files;

/// <summary>A database's file, open and locked until it is disposed of.</summary>
internal sealed class LockedFile(SafeFileHandle handle, string path) : IDisposable
{
    public SafeFileHandle Handle { get; } = handle;

    /// <summary>What users call it.</summary>
    public string Path { get; } = path;

    /// <summary>The way to this very file, whatever has taken its name meanwhile.</summary>
    public static string PathOf(SafeFileHandle handle) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");

    public FileStatus Status()
    {
        if (LibC.Status((int)Handle.DangerousGetHandle(), "", LibC.EmptyPath, LibC.BasicStatus, out var status) != 0)
            throw StoreFailure.Of(Path, "cannot be examined", LibC.LastError);
        return status;
    }

    public void Dispose() => Handle.Dispose();
}
