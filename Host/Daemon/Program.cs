using System.Diagnostics.CodeAnalysis;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Commands;
using Postern.Daemon.FilterTests;
using Postern.Daemon.LanguageServer;
using Postern.Daemon.Plugins;
using Postern.Daemon.Posix;
using Postern.Daemon.Settings;
using Postern.Daemon.Try;

namespace Postern.Daemon;

/// <summary>The entry: sub-commands by their first word, everything else by mailfromd's command line.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        string program = ProgramName.Detect();
        Messages messages = Messages.OnStandardError(program);
        var context = new HostContext(
            program, args, messages, InstallLayout.Find(AppContext.BaseDirectory), TimeProvider.System);
        return await RunAsync(context, args);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The process's edge: a bug ends in one line, its stack trace and exit code 70.")]
    private static async Task<int> RunAsync(HostContext context, string[] args)
    {
        try
        {
            return await DispatchAsync(context, args, CancellationToken.None);
        }
        catch (UsageException e)
        {
            context.Messages.Write(e.Message);
            return ExitCode.Usage;
        }
        catch (SettingsException e)
        {
            context.Messages.Write(e.Lines);
            return ExitCode.Configuration;
        }
        catch (StartException e)
        {
            context.Messages.Write(e.Message);
            return e.ExitCode;
        }
        catch (Exception e)
        {
            context.Messages.Write($"internal error, please report it: {e}");
            return ExitCode.Software;
        }
    }

    private static async Task<int> DispatchAsync(HostContext context, string[] args, CancellationToken cancellationToken)
    {
        if (args is ["check", .. var checkArguments])
        {
            return await ScriptCommand.RunAsync(context, HostOptionsBinder.BindCheck(checkArguments), cancellationToken);
        }

        if (args is ["plugins", .. var pluginArguments])
        {
            return await PluginsCommand.RunAsync(
                pluginArguments, context.Layout.PluginDirectories, Console.Out, Console.Error, cancellationToken);
        }

        if (args is ["try", .. var tryArguments])
            return await TryCommand.RunAsync(tryArguments, Console.Out, Console.Error, cancellationToken);

        if (args is ["test", .. var testArguments])
            return await TestCommand.RunAsync(testArguments, context.Layout, context.Time, Console.Out, cancellationToken);

        if (args is ["lsp", .. var serverArguments])
            return await LanguageServerCommand.RunAsync(context, serverArguments, cancellationToken);

        HostOptions options = HostOptionsBinder.Bind(args);
        switch (options.Mode)
        {
            case HostMode.Help:
                HelpText.WriteHelp(Console.Out, context.Program);
                return ExitCode.Success;
            case HostMode.Usage:
                HelpText.WriteUsage(Console.Out, context.Program);
                return ExitCode.Success;
            case HostMode.Version:
                HelpText.WriteVersion(Console.Out);
                return ExitCode.Success;
            case HostMode.ConfigHelp:
                ConfigurationHelp.Write(Console.Out);
                return ExitCode.Success;
            case HostMode.ShowConfigOptions:
                BuildReport.Write(Console.Out, context.Layout);
                return ExitCode.Success;
            case HostMode.ShowDefaults:
                await DefaultsReport.WriteAsync(Console.Out, context.Layout, cancellationToken);
                return ExitCode.Success;
            case HostMode.Serve:
                TellConfiguration(context, options);
                return await ServeCommand.RunAsync(context, options, cancellationToken);
            default:
                TellConfiguration(context, options);
                return await ScriptCommand.RunAsync(context, options, cancellationToken);
        }
    }

    private static void TellConfiguration(HostContext context, HostOptions options)
    {
        if (!options.TellsConfiguration)
            return;
        context.Messages.Write(options.Configuration.FileToRead is { } file
            ? $"info: parsing file `{file}'"
            : "info: no configuration file is read");
    }
}
