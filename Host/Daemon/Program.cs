namespace Postern.Daemon;

internal static class Program
{
    private static int Main() => 64;
}
