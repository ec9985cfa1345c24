using Microsoft.Extensions.Logging;
using Postern.Configuration;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Hosting;
using Postern.Daemon.Logging;
using Postern.Daemon.Posix;
using Postern.Daemon.Settings;
using Postern.Milter.Server;

namespace Postern.Daemon.Commands;

/// <summary>The daemon, in the foreground or in the background.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(HostContext context, HostOptions options, CancellationToken cancellationToken)
    {
        if (!options.Foreground && !BackgroundChild.IsExpected)
            return await BackgroundStart.RunAsync(context.Program, context.Arguments, cancellationToken);
        bool isBackground = BackgroundChild.Detach();

        // 1. Read what is to be done while privileges are there to read it with.
        var resolver = new SettingsResolver(options, context.Layout, context.Program, Environment.CurrentDirectory);
        (HostSettings settings, ConfigurationProblems problems) = resolver.Resolve();
        context.Messages.Write(problems.Select(static problem => problem.ToString()));

        if (isBackground && !settings.Log.IsSyslog)
            context.Messages.Write("warning: what is logged to the standard error in the background is lost; use --syslog or --foreground");

        // 2. Give them up before any code of the administrator's or of a plugin runs.
        Privileges.Drop(settings.User, settings.Groups);
        EnterStateDirectory(context, settings, isBackground);

        // 3. Serve.
        using ILoggerFactory loggers = HostLogging.Create(settings.Log, context.Time);
        using PidFile? pidFile = settings.PidFile is { } path ? PidFile.Create(path) : null;
        using var signals = new HostSignals(() => ExitNow(pidFile));
        using ParentWatch? watch = options.EndsWithParent ? new ParentWatch(context.Time, signals.RequestStop) : null;
        FilterHost host;
        try
        {
            host = await FilterHost.StartAsync(settings, loggers, context.Time, cancellationToken);
        }
        catch (MilterListenException e)
        {
            throw new StartException(ExitCode.Unavailable, e.Message);
        }

        await using (host)
        {
            ServiceNotifier notifier = ServiceNotifier.FromEnvironment();
            if (isBackground)
                BackgroundChild.Ready();
            notifier.Ready();
            while (await signals.NextAsync(cancellationToken) == HostSignal.Reload)
                await host.ReloadAsync(resolver, cancellationToken);
            notifier.Stopping();
            await host.StopAsync();
        }

        return ExitCode.Success;
    }

    private static void EnterStateDirectory(HostContext context, HostSettings settings, bool isBackground)
    {
        try
        {
            if (!Directory.Exists(settings.StateDirectory))
            {
                string text = $"state directory `{settings.StateDirectory}' does not exist, or cannot be entered by this user; create it, or name another with --state-directory";
                if (settings.IsStateDirectoryChosen || isBackground)
                    throw new StartException(ExitCode.Usage, text);
                context.Messages.Write("warning: " + text);
            }
            else if (isBackground)
                Directory.SetCurrentDirectory(settings.StateDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException(ExitCode.Usage, $"cannot enter the state directory: {e.Message}");
        }
    }

    private static void ExitNow(PidFile? pidFile)
    {
        pidFile?.Dispose();
        LibC.ExitNow(1);
    }
}
