using System.Runtime.InteropServices;

namespace Postern.Milter.Server;

/// <summary>What the class library cannot do with files: tell a socket, and change the owner.</summary>
internal static class NativeFile
{
    // struct statx (statx(2)) has one layout on all architectures: 256 bytes, stx_mode at 28.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int CurrentDirectory = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint WantType = 1;
    private const int TypeMask = 0xF000;
    private const int TypeSocket = 0xC000;

    public static bool IsSocket(string path)
    {
        byte[] result = new byte[StatxBytes];
        return statx(CurrentDirectory, path, DoNotFollowLinks, WantType, result) == 0
            && (BitConverter.ToUInt16(result, ModeOffset) & TypeMask) == TypeSocket;
    }

    /// <summary>Changes owner and group; 0 or the error number.</summary>
    public static int ChangeOwner(string path, uint user, uint group) =>
        chown(path, user, group) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] result);
}
