using System.Runtime.InteropServices;

namespace Postern.Plugins.Databases.Files;

/// <summary>The C library's functions on files, with paths as bytes that end in a NUL.</summary>
internal static class LibC
{
    public const int CurrentDirectory = -100;
    public const uint BasicStatus = 0x7ff;

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
