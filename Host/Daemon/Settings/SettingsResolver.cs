using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Configuration.Options;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Logging;
using Postern.Mfl;
using Postern.Mfl.Preprocessing;

namespace Postern.Daemon.Settings;

/// <summary>Puts the command line over the configuration over the defaults. Relative names count from the directory at start.</summary>
internal sealed class SettingsResolver(HostOptions options, InstallLayout layout, string programName, string startDirectory)
{
    /// <summary>Reads the configuration and resolves. Called again for every reload.</summary>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public (HostSettings Settings, ConfigurationProblems Problems) Resolve()
    {
        var problems = new ConfigurationProblems();
        HostConfiguration configuration = (options with { ConfigFile = options.ConfigFile is { } file ? Full(file) : null })
            .Configuration.Read(problems);
        HostSettings settings = Merge(configuration, problems);
        if (problems.HasErrors)
            throw new SettingsException([.. problems.Select(static problem => problem.ToString())]);
        return (settings, problems);
    }

    private HostSettings Merge(HostConfiguration configuration, ConfigurationProblems problems)
    {
        string? chosen = options.StateDirectory ?? configuration.StateDirectory;
        string state = Full(chosen ?? Defaults.StateDirectory);
        string? script = options.Script ?? configuration.ScriptFile
            ?? Defaults.Scripts.FirstOrDefault(File.Exists) ?? Defaults.Scripts[0];
        string? pidFile = options.PidFile ?? configuration.PidFile ?? (options.Foreground ? null : Defaults.PidFile);
        return new HostSettings
        {
            ScriptFile = Full(script),
            ScriptName = script,
            IncludePath = [.. options.IncludePath.Concat(configuration.IncludePath).Select(Full), .. layout.ModulePath],
            ModulePath = [.. options.ModulePath.Concat(configuration.ModulePath).Select(Full), .. layout.ModulePath],
            Variables = [.. configuration.Variables.Select(static v => KeyValuePair.Create(v.Name, v.Value)), .. options.Variables],
            Preprocessing = Preprocessing(configuration, problems),
            Tracing = Tracing(configuration.Traces),
            TracesActions = options.Traces.Actions ?? configuration.Traces.Actions ?? false,
            IsOptimized = options.IsOptimized,
            ShowsColumns = options.ShowsColumns,
            StateDirectory = state,
            IsStateDirectoryChosen = chosen is not null,
            PidFile = pidFile is null ? null : Path.Combine(state, pidFile),
            User = options.User ?? configuration.User,
            Groups = [.. configuration.Groups, .. options.Groups],
            Servers = new ServerSettings(configuration, options.MilterTimeout ?? configuration.MilterTimeout, state, problems)
                .Make(options.Ports),
            Log = LogTarget(configuration, problems),
            PluginDirectories =
                [.. options.PluginDirectories.Concat(configuration.Plugins.Path).Select(Full), .. layout.PluginDirectories],
            Plugins = configuration.Plugins,
            Workers = configuration.Workers,
            MaxThreads = options.IsSingleProcess ? 1 : MaxThreads(configuration),
            Unclaimed = configuration.Unclaimed,
        };
    }

    private MflTracing Tracing(TraceConfiguration traces)
    {
        bool calls = options.Traces.Stack ?? traces.Stack ?? false;
        bool program = options.Traces.IsProgram || traces.Modules.Count > 0;
        return calls || program
            ? new MflTracing
            {
                Calls = calls,
                Program = program,
                Modules = options.Traces.IsProgram ? options.Traces.Modules : traces.Modules,
            }
            : MflTracing.None;
    }

    private PreprocessorOptions Preprocessing(HostConfiguration configuration, ConfigurationProblems problems)
    {
        PreprocessorConfiguration preprocessor = configuration.Preprocessor;
        string command = options.Preprocessor is { Length: > 0 } chosen ? chosen : preprocessor.Command;
        IReadOnlyList<string> includePath = [.. options.IncludePath.Concat(configuration.IncludePath).Select(Full)];
        return new PreprocessorOptions
        {
            IsEnabled = !options.NoPreprocessor && (preprocessor.Enable || options.Preprocessor is not null),
            Command = command,
            AlwaysExternal = command != PreprocessorOptions.DefaultCommand,
            Defines = preprocessor.PassDefines ? options.Defines : [],
            Undefines = preprocessor.PassDefines ? options.Undefines : [],
            IncludePath = preprocessor.PassIncludes ? includePath : [],
            SetupFile = SetupFile(preprocessor.SetupFile, includePath, problems),
        };
    }

    /// <summary>A set-up file of the administrator's own; <see langword="null"/> for the built-in one.</summary>
    private static string? SetupFile(string name, IReadOnlyList<string> includePath, ConfigurationProblems problems)
    {
        if (name == new PreprocessorConfiguration().SetupFile || Path.IsPathRooted(name))
            return Path.IsPathRooted(name) ? name : null;
        string? found = includePath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null)
            problems.Error(new SourcePlace("preprocessor.setup-file", 0, 0, 0, 0), $"there is no {name} in the include path");
        return found;
    }

    /// <summary>What is said, or else what the listeners together may serve at once, when each says so.</summary>
    private static int MaxThreads(HostConfiguration configuration)
    {
        if (configuration.Workers.MaxThreads > 0)
            return configuration.Workers.MaxThreads;
        bool areAllBounded = configuration.Servers.Count > 0 && configuration.Servers.All(static server => server.MaxInstances > 0);
        return areAllBounded ? configuration.Servers.Sum(static server => server.MaxInstances) : 0;
    }

    private LogTarget LogTarget(HostConfiguration configuration, ConfigurationProblems problems)
    {
        LoggingConfiguration logging = configuration.Logging;
        // In the foreground somebody is looking; the reference logs to syslog there, too.
        string logger = options.Logger ?? logging.Logger ?? (options.Foreground ? "stderr" : "syslog");
        int? facility = null;
        if ((options.LogFacility ?? logging.Facility) is { } name)
        {
            if (HostLogging.TryFacility(name, out int number))
                facility = number;
            else
                problems.Error(new SourcePlace($"--log-facility={name}", 0, 0, 0, 0), $"unknown syslog facility `{name}'");
        }

        return new LogTarget
        {
            IsSyslog = logger.StartsWith("syslog", StringComparison.Ordinal),
            Facility = facility,
            Tag = options.LogTag ?? logging.Tag ?? programName,
            PrintSeverity = logging.PrintSeverity ?? true,
            MinimumLevel = HostLogging.LevelOf(logging.Severity ?? "info"),
            Debug = Debug(configuration.Traces, problems),
            ShowsSource = options.Traces.ShowsSource ?? false,
        };
    }

    private DebugSpecification Debug(TraceConfiguration traces, ConfigurationProblems problems)
    {
        var debug = new DebugSpecification();
        foreach (string text in traces.DebugSpecifications)
        {
            if (!debug.TryAdd(text, out string? problem))
                problems.Error(new SourcePlace("debug", 0, 0, 0, 0), problem);
        }

        foreach (string text in options.Traces.DebugSpecifications)
        {
            if (!debug.TryAdd(text, out string? problem))
                problems.Error(new SourcePlace($"--debug={text}", 0, 0, 0, 0), problem);
        }

        if (options.Traces.ProtocolLevel is { } level && !debug.TryAddProtocol(level, out string? wrong))
            problems.Error(new SourcePlace("--gacopyz-log", 0, 0, 0, 0), wrong);
        return debug;
    }

    private string Full(string path) => Path.GetFullPath(path, startDirectory);
}
