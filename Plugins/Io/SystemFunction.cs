using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>Running a command to its end (manual, node "System Functions").</summary>
[PluginExport(typeof(IMflModule), "system")]
public sealed class SystemFunction : IMflModule
{
    /// <summary>Runs a command with the host's standard descriptors. The time-out of the handler kills it with all that it started.</summary>
    /// <param name="context">The session.</param>
    /// <param name="constantLength">How much of the command is a constant of the program.</param>
    /// <param name="command">The command; a shell runs it when it is a constant with shell syntax.</param>
    /// <param name="arguments">Further arguments, which no shell reads as syntax.</param>
    /// <returns>The status of wait(2): 256 times the exit code, or the signal.</returns>
    /// <exception cref="MflException"><c>e_failure</c>: it cannot be started; <c>e_inval</c>: control bytes.</exception>
    [MflFunction("system", Raises = "e_failure e_inval", TellsConstant = true)]
    public static ValueTask<long> Run(MflContext context, long constantLength, string command, params ReadOnlySpan<string> arguments)
    {
        var line = CommandLine.Parse("system", command, constantLength == long.MaxValue, arguments.ToArray());
        return RunAsync(ProcessStarter.Start("system", line, [-1, -1, -1]), context.CancellationToken);
    }

    private static async ValueTask<long> RunAsync(ChildProcess child, CancellationToken cancellationToken) => await child.WaitAsync(cancellationToken);
}
