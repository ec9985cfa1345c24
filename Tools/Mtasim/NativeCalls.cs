using System.Runtime.InteropServices;

namespace Postern.Tools.Mtasim;

/// <summary>The system calls that .NET does not offer.</summary>
internal static partial class NativeCalls
{
    private const int TerminationSignal = 15;
    private const int Now = 0;
    private const nuint GetWindowSize = 0x5413;
    private const int UsualWidth = 80;

    /// <summary>More than <c>struct termios</c> has on any platform.</summary>
    private const int TerminalBytes = 256;

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int process) => _ = Kill(process, TerminationSignal);

    public static bool IsTerminal(int file) => IsATty(file) == 1;

    /// <summary>The terminal's settings, opaque; <see langword="null"/> when it has none.</summary>
    public static byte[]? TerminalSettings(int file)
    {
        byte[] settings = new byte[TerminalBytes];
        return GetSettings(file, settings) == 0 ? settings : null;
    }

    /// <summary>Every key comes at once, without echo; output is processed as before.</summary>
    public static void MakeRaw(int file, ReadOnlySpan<byte> settings)
    {
        byte[] raw = settings.ToArray();
        MakeRaw(raw);
        _ = SetSettings(file, Now, raw);
    }

    public static void Restore(int file, byte[] settings) => _ = SetSettings(file, Now, settings);

    /// <summary>The columns of the terminal; 80 when it does not say.</summary>
    public static int TerminalWidth(int file)
    {
        ushort[] size = new ushort[4];
        return Control(file, GetWindowSize, size) == 0 && size[1] > 0 ? size[1] : UsualWidth;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int file, nuint request, [In, Out] ushort[] size);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsATty(int file);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int file, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int file, int action, byte[] settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw([In, Out] byte[] settings);
}
