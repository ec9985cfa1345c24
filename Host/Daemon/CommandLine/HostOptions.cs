using Postern.Daemon.Settings;

namespace Postern.Daemon.CommandLine;

/// <summary>The command line, read. <see langword="null"/> and empty mean not given. Values that reach MFL are byte strings.</summary>
internal sealed record HostOptions
{
    public HostMode Mode { get; init; }

    public bool Foreground { get; init; }

    /// <summary>The host works for an mtasim that has started it, and ends with it.</summary>
    public bool EndsWithParent { get; init; }

    /// <summary>Where mtasim wants the call-out server of this host, which has none yet.</summary>
    public string? CalloutSocket { get; init; }

    /// <summary>With <see cref="HostMode.Dump"/>: what is printed.</summary>
    public DumpKinds Dumps { get; init; }

    public TraceOptions Traces { get; init; } = new();

    /// <summary>Diagnostics name columns, not only lines.</summary>
    public bool ShowsColumns { get; init; } = true;

    /// <summary>The code generator may join steps.</summary>
    public bool IsOptimized { get; init; } = true;

    /// <summary>Handlers that may wait run one at a time.</summary>
    public bool IsSingleProcess { get; init; }

    /// <summary>Tell which configuration file is read.</summary>
    public bool TellsConfiguration { get; init; }

    /// <summary>With <see cref="HostMode.Check"/>: print the effects too.</summary>
    public bool ShowEffects { get; init; }

    public IReadOnlyList<string> Ports { get; init; } = [];

    public string? StateDirectory { get; init; }

    public string? PidFile { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public TimeSpan? MilterTimeout { get; init; }

    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    public IReadOnlyList<string> IncludePath { get; init; } = [];

    public IReadOnlyList<string> ModulePath { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>The file that <c>echo</c> writes to; <c>-</c> is the standard output.</summary>
    public string? Echo { get; init; }

    public bool NoPreprocessor { get; init; }

    /// <summary>The preprocessor that is wanted: a command, or empty for the configured one even when that is switched off.</summary>
    public string? Preprocessor { get; init; }

    /// <summary>Symbols for the preprocessor, <c>NAME</c> or <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    public IReadOnlyList<string> Undefines { get; init; } = [];

    public string? Logger { get; init; }

    public string? LogTag { get; init; }

    public string? LogFacility { get; init; }

    public string? ConfigFile { get; init; }

    public bool NoConfig { get; init; }

    /// <summary>Settings of <c>--set</c>, in order.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public ConfigurationSource Configuration => new(Defaults.ProgramNames, ConfigFile, NoConfig, Settings);

    public string RunFunction { get; init; } = "main";

    public string TestHandler { get; init; } = "envfrom";

    public IReadOnlyDictionary<string, string> Macros { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Script { get; init; }

    /// <summary>Words after the script, with <c>--run</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
