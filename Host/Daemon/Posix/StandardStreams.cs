namespace Postern.Daemon.Posix;

/// <summary>
/// The standard streams themselves. Those of <see cref="Console"/> are duplicates, which a start in the background would not
/// let go of: who waits for the end of its output would wait for the daemon's.
/// </summary>
internal static class StandardStreams
{
    public static Stream Output() => new StandardStream(1);

    public static Stream Error() => new StandardStream(2);
}
