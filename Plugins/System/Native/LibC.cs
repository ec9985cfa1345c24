using System.Runtime.InteropServices;

namespace Postern.Plugins.System.Native;

/// <summary>The C library's functions. Those that return a number return -1 on failure; the error is in <see cref="LastError"/>.</summary>
internal static class LibC
{
    public static int LastError => Marshal.GetLastPInvokeError();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void tzset();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint localtime_r(in long time, out NativeTime result);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint gmtime_r(in long time, out NativeTime result);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int uname(byte[] names);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int access(byte[] path, int mode);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int unlink(byte[] path);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int rename(byte[] from, byte[] to);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint getenv(byte[] name);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int getpwnam_r(byte[] name, out NativeAccount account, nint buffer, nint size, out nint result);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int getpwuid_r(uint id, out NativeAccount account, nint buffer, nint size, out nint result);
}
