using Microsoft.Win32.SafeHandles;

namespace Postern.Daemon.Posix;

/// <summary>
/// The standard streams themselves. Those of <see cref="Console"/> are duplicates, which a start in the background would not
/// let go of: who waits for the end of its output would wait for the daemon's.
/// </summary>
internal static class StandardStreams
{
    public static Stream Output() => Open(1);

    public static Stream Error() => Open(2);

    // A standard stream that was closed before the start is none; what is written to it is lost, as it would be in C.
    private static Stream Open(int file)
    {
        try
        {
            return new FileStream(new SafeFileHandle(file, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Stream.Null;
        }
    }
}
