using Postern.Daemon.Settings;

namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>The command line, read. <see langword="null"/> means not given.</summary>
internal sealed record MfdbtoolOptions
{
    private static readonly IReadOnlyList<string> ProgramNames = ["mfdbtool"];

    public MfdbtoolMode Mode { get; init; }

    /// <summary>The database or format.</summary>
    public string? Format { get; init; }

    /// <summary>The database's file, or its name with a scheme.</summary>
    public string? File { get; init; }

    public bool IsAll { get; init; }

    /// <summary>The keys; byte strings.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public bool IgnoresFailedReads { get; init; }

    public SendingRate? Predict { get; init; }

    /// <summary>For <c>strftime(3)</c>.</summary>
    public string TimeFormat { get; init; } = "%c";

    /// <summary>The field to list by.</summary>
    public string? Sort { get; init; }

    public int? Top { get; init; }

    public bool IsJson { get; init; }

    /// <summary>The file of <c>--export</c> and <c>--import</c>; <c>-</c> for the standard streams.</summary>
    public string? DumpFile { get; init; }

    /// <summary>Expired records are exported and imported.</summary>
    public bool MovesExpired { get; init; } = true;

    public ConflictRule? OnConflict { get; init; }

    public TimeSpan? ExpireInterval { get; init; }

    public string? StateDirectory { get; init; }

    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    public string? User { get; init; }

    public IReadOnlyList<string> DebugSpecifications { get; init; } = [];

    public bool ShowsSource { get; init; }

    public string? ConfigFile { get; init; }

    public bool NoConfig { get; init; }

    /// <summary>Tell which configuration file is read.</summary>
    public bool TellsConfiguration { get; init; }

    /// <summary>Settings of <c>--set</c>, in order.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public ConfigurationSource Configuration => new(ProgramNames, ConfigFile, NoConfig, Settings);
}
