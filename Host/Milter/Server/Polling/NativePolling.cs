using System.Runtime.InteropServices;

namespace Postern.Milter.Server.Polling;

/// <summary>The system calls of the socket path (epoll(7), recv(2), send(2)). All return -1 on failure, the error is in <see cref="LastError"/>.</summary>
internal static class NativePolling
{
    public const int ErrorInterrupted = 4;
    public const int ErrorAgain = 11;
    public const int ErrorConnectionAborted = 103;

    public const int NonBlockingCloseOnExec = 0x80800;
    public const int CloseOnExec = 0x80000;
    public const int OperationAdd = 1;
    public const int OperationDelete = 2;
    public const int OperationModify = 3;

    // recv(2), send(2): MSG_PEEK, MSG_DONTWAIT, MSG_NOSIGNAL
    public const int Peek = 0x2;
    public const int DoNotWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int ShutdownBoth = 2;

    // poll(2): POLLIN, POLLRDHUP
    public const short Readable = 0x1;
    public const short PeerHangUp = 0x2000;

    public static int LastError => Marshal.GetLastPInvokeError();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int epoll_ctl(int epoll, int operation, int descriptor, ref byte @event);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int epoll_wait(int epoll, ref byte events, int maximum, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int eventfd(uint value, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint write(int descriptor, ref byte bytes, nint count);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int accept4(int listener, nint address, nint length, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint recv(int descriptor, ref byte bytes, nint count, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint send(int descriptor, ref byte bytes, nint count, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int shutdown(int descriptor, int how);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int close(int descriptor);
}
