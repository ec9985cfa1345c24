using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Configuration.Loading;
using Postern.Configuration.Options;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Logging;
using Postern.Daemon.Settings;
using Postern.Tools.Mfdbtool.CommandLine;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>What the command line, the configuration and the defaults say of a site.</summary>
internal sealed record SiteSettings
{
    private const int OctalDigitBits = 3;
    private const int SymbolicLength = 9;
    private const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    public required string StateDirectory { get; init; }

    public required IReadOnlyList<string> PluginDirectories { get; init; }

    /// <summary>Statements of the configuration for plugins.</summary>
    public IReadOnlyList<ConfigurationStatement> Statements { get; init; } = [];

    /// <summary>The mode that hosts give the files they make (<c>database-mode</c>): whom it lets read or write them, may.</summary>
    public UnixFileMode FileMode { get; init; } = DefaultMode;

    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public LogTarget Log { get; init; } = new();

    /// <summary>Every plugin is loaded, and every statement must be somebody's.</summary>
    public bool ChecksAll { get; init; }

    /// <summary>Puts the command line over the configuration over the defaults. Relative names count from the directory at start.</summary>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    /// <exception cref="UsageException">A debug specification is.</exception>
    public static (SiteSettings Settings, IReadOnlyList<string> Warnings) Resolve(MfdbtoolOptions options, InstallLayout layout)
    {
        var problems = new ConfigurationProblems();
        HostConfiguration configuration = options.Configuration.Read(problems);
        IReadOnlyList<string> lines = [.. problems.Select(static problem => problem.ToString())];
        if (problems.HasErrors)
            throw new SettingsException(lines);
        var settings = new SiteSettings
        {
            StateDirectory = Path.GetFullPath(options.StateDirectory ?? configuration.StateDirectory ?? Defaults.StateDirectory),
            PluginDirectories =
                [.. options.PluginDirectories.Concat(configuration.Plugins.Path).Select(Path.GetFullPath), .. layout.PluginDirectories],
            Statements = configuration.Unclaimed,
            FileMode = Mode(configuration.Unclaimed),
            User = options.User ?? configuration.User,
            Groups = configuration.Groups,
            Log = new LogTarget
            {
                Tag = MfdbtoolCommand.Name,
                MinimumLevel = Microsoft.Extensions.Logging.LogLevel.Warning,
                Debug = Debug([.. configuration.Traces.DebugSpecifications, .. options.DebugSpecifications]),
                ShowsSource = options.ShowsSource,
            },
            ChecksAll = options.Mode == MfdbtoolMode.ConfigLint,
        };
        return (settings, lines);
    }

    /// <summary>The last <c>database-mode</c>, octal or as <c>rw-r-----</c>; the plugin that reads it tells what is wrong with it.</summary>
    private static UnixFileMode Mode(IReadOnlyList<ConfigurationStatement> statements)
    {
        if (statements.LastOrDefault(static statement => statement.Keyword == "database-mode") is not { Values: [{ List: null } value] })
            return DefaultMode;
        int shift = value.Text.Length == SymbolicLength ? 1 : OctalDigitBits;
        int mode = 0;
        foreach (char c in value.Text)
            mode = (mode << shift) | (shift == OctalDigitBits ? c - '0' : c == '-' ? 0 : 1);
        return (UnixFileMode)mode;
    }

    private static DebugSpecification Debug(IEnumerable<string> texts)
    {
        var debug = new DebugSpecification();
        foreach (string text in texts)
        {
            if (!debug.TryAdd(ByteText.ToUnicode(text), out string? problem))
                throw new UsageException($"--debug={text}: {problem}");
        }

        return debug;
    }
}
