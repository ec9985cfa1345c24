using System.Diagnostics;

namespace Postern.Daemon.Posix;

/// <summary>
/// The parent's side of a start in the background. A .NET process cannot fork: the program is started again, with its standard
/// error on a pipe that is copied to ours until a NUL says that the child serves. The child gets none of our own streams, since
/// its run-time would keep them open for ever.
/// </summary>
internal static class BackgroundStart
{
    /// <summary>Tells the child that it is one.</summary>
    public const string Variable = "POSTERN_BACKGROUND";

    /// <summary>Starts the child and waits until it serves or has ended.</summary>
    /// <returns>0, or the child's exit code.</returns>
    public static async Task<int> RunAsync(string programName, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using Process child = Start(programName, arguments);
        child.StandardInput.Close();
        Stream errors = child.StandardError.BaseStream;
        using Stream ours = StandardStreams.Error();
        byte[] buffer = new byte[4096];
        while (await errors.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            int ready = buffer.AsSpan(0, count).IndexOf((byte)0);
            await ours.WriteAsync(buffer.AsMemory(0, ready < 0 ? count : ready), cancellationToken);
            if (ready >= 0)
                return ExitCode.Success;
        }

        await child.WaitForExitAsync(cancellationToken);
        return child.ExitCode == 0 ? ExitCode.Software : child.ExitCode;
    }

    private static Process Start(string programName, IReadOnlyList<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new StartException(ExitCode.Software, "the program's own path is unknown");
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Started as `dotnet postern.dll' the program is the run-time's, and we are its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = "1";
        start.Environment[ProgramName.Variable] = programName;
        return Process.Start(start) ?? throw new StartException(ExitCode.Software, $"cannot start {program} in the background");
    }
}
