using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>Where log lines go, and how they look.</summary>
internal sealed record LogTarget
{
    public bool IsSyslog { get; init; }

    public string SyslogPath { get; init; } = "/dev/log";

    public int? Facility { get; init; }

    public string Tag { get; init; } = "postern";

    public bool PrintSeverity { get; init; } = true;

    public LogLevel MinimumLevel { get; init; } = LogLevel.Information;

    /// <summary>What is logged beyond the minimum, or not, by category.</summary>
    public DebugSpecification Debug { get; init; } = new();

    /// <summary>Lines name their category.</summary>
    public bool ShowsSource { get; init; }
}
