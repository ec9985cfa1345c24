namespace Postern.Daemon.Posix;

/// <summary>The child's side of a start in the background.</summary>
internal static class BackgroundChild
{
    /// <summary>What files may not be: written by the group, anything for others.</summary>
    private const uint FileModeMask = 0x17; // 027

    public static bool IsExpected => Environment.GetEnvironmentVariable(BackgroundStart.Variable) is { Length: > 0 };

    /// <summary>Leaves the parent's session and terminal; <see langword="false"/> when this process is not a child.</summary>
    public static bool Detach()
    {
        if (!IsExpected)
            return false;

        // What this process starts shall not think itself a child.
        Environment.SetEnvironmentVariable(BackgroundStart.Variable, null);
        Environment.SetEnvironmentVariable(ProgramName.Variable, null);
        _ = LibC.NewSession();
        _ = LibC.SetFileModeMask(FileModeMask);
        return true;
    }

    /// <summary>Lets the parent go, and lets go of the standard streams.</summary>
    public static void Ready()
    {
        try
        {
            using Stream errors = StandardStreams.Error();
            errors.WriteByte(0);
        }
        catch (IOException)
        {
            // The parent was killed meanwhile; the daemon lives on.
        }

        int nothing = LibC.Open("/dev/null", LibC.OpenReadWrite);
        for (int file = 0; file <= 2 && nothing >= 0; file++)
            _ = LibC.Duplicate(nothing, file);
    }
}
