using System.Reflection;
using Postern.Abstractions.Storage;
using Postern.Daemon;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Commands;
using Postern.Daemon.Posix;
using Postern.Daemon.Settings;
using Postern.PluginLoading;
using Postern.Tools.Mfdbtool.CommandLine;
using Postern.Tools.Mfdbtool.Dumps;
using Postern.Tools.Mfdbtool.Operations;
using Postern.Tools.Mfdbtool.Output;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool;

/// <summary>The program: finds the site, and does with its databases what the command line says.</summary>
/// <param name="files">The standard streams.</param>
/// <param name="time">The clock.</param>
/// <param name="open">Opens the site.</param>
/// <param name="become">Gives up root's privileges for those of a user, with these groups.</param>
internal sealed class MfdbtoolCommand(StandardFiles files, TimeProvider time, SiteOpener open, Action<string?, IReadOnlyList<string>> become)
{
    public const string Name = "mfdbtool";

    private readonly Messages _errors = new(Name, files.Errors);

    public static string Version { get; } = typeof(MfdbtoolCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            MfdbtoolOptions options = MfdbtoolOptionsBinder.Bind(arguments);
            return options.Mode is MfdbtoolMode.Help or MfdbtoolMode.Usage or MfdbtoolMode.Version or MfdbtoolMode.ConfigHelp
                ? Inform(options.Mode)
                : await RunAsync(options, cancellationToken);
        }
        catch (UsageException e)
        {
            _errors.Write(e.Message);
            return ExitCode.Usage;
        }
        catch (SettingsException e)
        {
            _errors.Write(e.Lines);
            return ExitCode.Configuration;
        }
        catch (StartException e)
        {
            _errors.Write(e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (e is StateStoreException or DumpException or PluginException or IOException)
        {
            _errors.Write(e.Message);
            return Workbench.Failed;
        }
    }

    private int Inform(MfdbtoolMode mode)
    {
        using var output = new StreamWriter(files.Output, leaveOpen: true);
        switch (mode)
        {
            case MfdbtoolMode.Version:
                output.WriteLine($"{Name} (Postern) {Version}");
                break;
            case MfdbtoolMode.Usage:
                OptionHelp.WriteUsage(output, Name, MfdbtoolOptionTable.All, ["[KEY...]"]);
                break;
            case MfdbtoolMode.ConfigHelp:
                output.Write(StatementHelp.Text);
                break;
            default:
                output.WriteLine($"Usage: {Name} [OPTION...] [KEY...]");
                output.WriteLine("Lists and maintains the databases of the mail filter host, and moves them between stores.");
                OptionHelp.WriteGroups(output, MfdbtoolOptionTable.Groups);
                break;
        }

        return ExitCode.Success;
    }

    private async Task<int> RunAsync(MfdbtoolOptions options, CancellationToken cancellationToken)
    {
        if (options.TellsConfiguration)
        {
            _errors.Write(options.Configuration.FileToRead is { } file ? $"info: parsing file `{file}'" : "info: no configuration file is read");
        }

        (SiteSettings settings, IReadOnlyList<string> warnings) = SiteSettings.Resolve(options, InstallLayout.Find(AppContext.BaseDirectory));
        _errors.Write(warnings);

        // What the user may read and write, the host's user perhaps may not.
        await using Stream? dump = OpenDump(options);
        become(settings.User, settings.Groups);
        await using StateSite site = await open(settings, time, cancellationToken);
        using var output = new ResultOutput(files.Output, options.IsJson);
        var bench = new Workbench(
            options,
            new Targets(site, settings, options),
            output,
            _errors,
            new Progress(files.Errors, files.ShowsProgress, time),
            time);
        try
        {
            return await OperateAsync(bench, site, dump, cancellationToken);
        }
        finally
        {
            bench.Progress.Clear();
            output.Flush();
        }
    }

    private static async Task<int> OperateAsync(Workbench bench, StateSite site, Stream? dump, CancellationToken cancellationToken)
    {
        switch (bench.Options.Mode)
        {
            case MfdbtoolMode.List:
                return await new ListOperation(bench).RunAsync(cancellationToken);
            case MfdbtoolMode.Delete:
                return await DeleteOperation.RunAsync(bench, cancellationToken);
            case MfdbtoolMode.Release:
                return await ReleaseOperation.RunAsync(bench, cancellationToken);
            case MfdbtoolMode.Expire or MfdbtoolMode.Compact:
                return await new ExpireOperation(bench, bench.Options.Mode == MfdbtoolMode.Compact).RunAsync(cancellationToken);
            case MfdbtoolMode.Export:
                return await new ExportOperation(bench, dump!).RunAsync(cancellationToken);
            case MfdbtoolMode.Import:
                return await new ImportOperation(bench, dump!).RunAsync(cancellationToken);
            case MfdbtoolMode.ShowConfigOptions:
                SiteReport.Write(bench.Output, site);
                return ExitCode.Success;
            default:
                // The configuration was all that was to be looked at.
                return ExitCode.Success;
        }
    }

    private Stream? OpenDump(MfdbtoolOptions options)
    {
        bool isExport = options.Mode == MfdbtoolMode.Export;
        if (!isExport && options.Mode != MfdbtoolMode.Import)
            return null;
        if (options.DumpFile == "-")
            return isExport ? files.Output : files.Input;
        try
        {
            return new FileStream(options.DumpFile!, new FileStreamOptions
            {
                Mode = isExport ? FileMode.CreateNew : FileMode.Open,
                Access = isExport ? FileAccess.Write : FileAccess.Read,
                Options = FileOptions.Asynchronous,
                UnixCreateMode = isExport ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = isExport && File.Exists(options.DumpFile) ? "it exists already, and is not overwritten" : e.Message;
            throw new StartException(Workbench.Failed, $"cannot open {options.DumpFile}: {what}");
        }
    }
}
