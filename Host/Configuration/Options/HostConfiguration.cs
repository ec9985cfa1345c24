using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Options;

/// <summary>All that the configuration file and <c>--set</c> have said; <see langword="null"/> and empty mean not configured.</summary>
public sealed record HostConfiguration
{
    /// <summary>The filter script (<c>script-file</c>).</summary>
    public string? ScriptFile { get; init; }

    /// <summary>Directories added to the include search path (<c>include-path</c>).</summary>
    public IReadOnlyList<string> IncludePath { get; init; } = [];

    /// <summary>Directories added to the module search path (<c>module-path</c>).</summary>
    public IReadOnlyList<string> ModulePath { get; init; } = [];

    /// <summary>Initial values of MFL variables (<c>setvar</c>), in order.</summary>
    public IReadOnlyList<VariableSetting> Variables { get; init; } = [];

    /// <summary>The state directory (<c>state-directory</c>).</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The file that holds the process id (<c>pidfile</c>).</summary>
    public string? PidFile { get; init; }

    /// <summary>The user to become (<c>user</c>).</summary>
    public string? User { get; init; }

    /// <summary>Supplementary groups to keep (<c>group</c>).</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The longest silence of an MTA (<c>milter-timeout</c>).</summary>
    public TimeSpan? MilterTimeout { get; init; }

    /// <summary>The listeners (<c>server milter</c>).</summary>
    public IReadOnlyList<ServerConfiguration> Servers { get; init; } = [];

    /// <summary>Who may connect to a listener without an <c>acl</c> of its own; <see langword="null"/> when not configured.</summary>
    public IReadOnlyList<AclEntry>? Acl { get; init; }

    /// <summary>Logging.</summary>
    public LoggingConfiguration Logging { get; init; } = new();

    /// <summary>Traces and debugging.</summary>
    public TraceConfiguration Traces { get; init; } = new();

    /// <summary>The preprocessor.</summary>
    public PreprocessorConfiguration Preprocessor { get; init; } = new();

    /// <summary>Plugins.</summary>
    public PluginConfiguration Plugins { get; init; } = new();

    /// <summary>Worker threads and time limits.</summary>
    public WorkerConfiguration Workers { get; init; } = new();

    /// <summary>
    /// Top-level statements that the host does not read itself: a plugin's, or a mistake. What no plugin claims is reported by
    /// <see cref="Binding.ConfigurationBinder.ReportUnclaimed"/>.
    /// </summary>
    public IReadOnlyList<ConfigurationStatement> Unclaimed { get; init; } = [];
}
