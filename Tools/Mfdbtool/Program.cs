using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Postern.Daemon;
using Postern.Daemon.Commands;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool;

/// <summary>The entry. A signal ends the work between two steps of the store, which stays whole.</summary>
internal static class Program
{
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int HungUp = 129;

    [SuppressMessage("Design", "CA1031", Justification = "The process's edge: a bug ends in one line, its stack trace and exit code 70.")]
    private static async Task<int> Main(string[] args)
    {
        var files = new StandardFiles(
            Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError(), CanShowProgress());
        using var stop = new CancellationTokenSource();
        int code = Interrupted;
        using var interrupt = On(PosixSignal.SIGINT, Interrupted);
        using var terminate = On(PosixSignal.SIGTERM, Terminated);
        using var hangUp = On(PosixSignal.SIGHUP, HungUp);
        try
        {
            return await new MfdbtoolCommand(files, TimeProvider.System, PluginSite.OpenAsync, SiteUser.Become).RunAsync(args, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return code;
        }
        catch (Exception e)
        {
            new Messages(MfdbtoolCommand.Name, files.Errors).Write($"internal error, please report it: {e}");
            return ExitCode.Software;
        }

        PosixSignalRegistration On(PosixSignal signal, int result) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            code = result;
            stop.Cancel();
        });
    }

    private static bool CanShowProgress() =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
