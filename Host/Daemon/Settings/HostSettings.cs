using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;
using Postern.Daemon.Logging;
using Postern.Mfl;
using Postern.Mfl.Preprocessing;
using Postern.Milter.Server;

namespace Postern.Daemon.Settings;

/// <summary>What the host does: the command line over the configuration over the defaults.</summary>
internal sealed record HostSettings
{
    public required string ScriptFile { get; init; }

    /// <summary>The script as the administrator wrote it, for diagnostics.</summary>
    public required string ScriptName { get; init; }

    public IReadOnlyList<string> IncludePath { get; init; } = [];

    public IReadOnlyList<string> ModulePath { get; init; } = [];

    /// <summary>Byte strings.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    public PreprocessorOptions Preprocessing { get; init; } = new();

    /// <summary>What the compiled program tells about itself.</summary>
    public MflTracing Tracing { get; init; } = MflTracing.None;

    /// <summary>Executed actions are logged.</summary>
    public bool TracesActions { get; init; }

    /// <summary>The code generator may join steps.</summary>
    public bool IsOptimized { get; init; } = true;

    /// <summary>Diagnostics of the script name columns.</summary>
    public bool ShowsColumns { get; init; } = true;

    public required string StateDirectory { get; init; }

    /// <summary>Whether an administrator has named the state directory, which must then exist.</summary>
    public bool IsStateDirectoryChosen { get; init; }

    /// <summary><see langword="null"/> when none is to be written.</summary>
    public string? PidFile { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<MilterServerOptions> Servers { get; init; } = [];

    public LogTarget Log { get; init; } = new();

    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    public PluginConfiguration Plugins { get; init; } = new();

    /// <summary>The most worker threads; 0 for the default.</summary>
    public int MaxThreads { get; init; }

    public WorkerConfiguration Workers { get; init; } = new();

    /// <summary>Statements for plugins.</summary>
    public IReadOnlyList<ConfigurationStatement> Unclaimed { get; init; } = [];
}
