using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace Postern.Daemon.Posix;

/// <summary>
/// The parent's side of a start in the background. A .NET process cannot fork: the program is started again, in a session of its
/// own, and says over a pipe when it serves. Until then it writes its errors to this process's standard error.
/// </summary>
internal static class BackgroundStart
{
    /// <summary>Names the child's end of the pipe, a file descriptor.</summary>
    public const string ReadyVariable = "POSTERN_READY_FD";

    /// <summary>Starts the child and waits until it serves or has ended.</summary>
    /// <returns>0, or the child's exit code.</returns>
    public static async Task<int> RunAsync(string programName, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using Process child = Start(programName, arguments, pipe);
        pipe.DisposeLocalCopyOfClientHandle();
        byte[] message = new byte[1];
        if (await pipe.ReadAsync(message, cancellationToken) == 1)
            return ExitCode.Success;

        // The pipe ended without a word: so does the child.
        await child.WaitForExitAsync(cancellationToken);
        return child.ExitCode == 0 ? ExitCode.Software : child.ExitCode;
    }

    private static Process Start(string programName, IReadOnlyList<string> arguments, AnonymousPipeServerStream pipe)
    {
        string program = Environment.ProcessPath ?? throw new StartException(ExitCode.Software, "the program's own path is unknown");
        var start = new ProcessStartInfo(program) { UseShellExecute = false };

        // Started as `dotnet postern.dll' the program is the run-time's, and we are its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[ReadyVariable] = pipe.GetClientHandleAsString();
        start.Environment[ProgramName.Variable] = programName;
        return Process.Start(start) ?? throw new StartException(
            ExitCode.Software, string.Create(CultureInfo.InvariantCulture, $"cannot start {program} in the background"));
    }
}
