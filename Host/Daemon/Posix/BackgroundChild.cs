using System.Globalization;
using System.IO.Pipes;

namespace Postern.Daemon.Posix;

/// <summary>The child's side of a start in the background.</summary>
internal sealed class BackgroundChild : IDisposable
{
    /// <summary>What files may be for others: nothing; and for the group: read.</summary>
    private const uint FileModeMask = 0x17; // 027

    private readonly AnonymousPipeClientStream _pipe;

    private BackgroundChild(AnonymousPipeClientStream pipe) => _pipe = pipe;

    public static bool IsExpected => Environment.GetEnvironmentVariable(BackgroundStart.ReadyVariable) is { Length: > 0 };

    /// <summary>Leaves the parent's session and terminal; <see langword="null"/> when this process is not a child.</summary>
    public static BackgroundChild? Detach()
    {
        if (Environment.GetEnvironmentVariable(BackgroundStart.ReadyVariable) is not { Length: > 0 } handle)
            return null;

        // What this process starts shall neither think itself a child nor keep the pipe open.
        Environment.SetEnvironmentVariable(BackgroundStart.ReadyVariable, null);
        Environment.SetEnvironmentVariable(ProgramName.Variable, null);
        if (int.TryParse(handle, NumberStyles.None, CultureInfo.InvariantCulture, out int file))
            _ = LibC.ControlFile(file, LibC.SetFileDescriptorFlags, LibC.CloseOnExec);
        _ = LibC.NewSession();
        _ = LibC.SetFileModeMask(FileModeMask);
        return new BackgroundChild(new AnonymousPipeClientStream(PipeDirection.Out, handle));
    }

    /// <summary>Lets the parent go, and lets go of its standard streams.</summary>
    /// <param name="keepStandardError">The log goes there.</param>
    public void Ready(bool keepStandardError)
    {
        int nothing = LibC.Open("/dev/null", LibC.OpenReadWrite);
        if (nothing >= 0)
        {
            _ = LibC.Duplicate(nothing, 0);
            _ = LibC.Duplicate(nothing, 1);
            if (!keepStandardError)
                _ = LibC.Duplicate(nothing, 2);
        }

        try
        {
            _pipe.WriteByte(1);
        }
        catch (IOException)
        {
            // The parent was killed meanwhile; the daemon lives on.
        }

        Dispose();
    }

    public void Dispose() => _pipe.Dispose();
}
