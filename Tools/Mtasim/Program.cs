using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Postern.Daemon;

namespace Postern.Tools.Mtasim;

/// <summary>The entry. A signal ends the session, the host that was started for it, and its folder.</summary>
internal static class Program
{
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int HungUp = 129;

    [SuppressMessage("Design", "CA1031", Justification = "The process's edge: a bug ends in one line, its stack trace and exit code 70.")]
    private static async Task<int> Main(string[] args)
    {
        var files = new StandardFiles(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError());
        using var stop = new CancellationTokenSource();
        int code = Interrupted;
        using var interrupt = On(PosixSignal.SIGINT, Interrupted);
        using var terminate = On(PosixSignal.SIGTERM, Terminated);
        using var hangUp = On(PosixSignal.SIGHUP, HungUp);
        try
        {
            return await new MtasimCommand(files, TimeProvider.System).RunAsync(args, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return code;
        }
        catch (Exception e)
        {
            new ErrorOutput(files.Errors).Message($"internal error, please report it: {e}");
            return ExitCode.Software;
        }

        PosixSignalRegistration On(PosixSignal signal, int result) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            code = result;
            stop.Cancel();
        });
    }
}
