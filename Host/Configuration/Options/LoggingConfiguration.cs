namespace Postern.Configuration.Options;

/// <summary>Where log lines go: <c>logger</c> and the <c>logging</c> block. <see langword="null"/> means not configured.</summary>
public sealed record LoggingConfiguration
{
    /// <summary><c>stderr</c>, <c>syslog</c> or <c>syslog:async</c> (<c>logger</c>, <c>logging.syslog</c>).</summary>
    public string? Logger { get; init; }

    /// <summary>The syslog facility (<c>logging.facility</c>), a name or a number.</summary>
    public string? Facility { get; init; }

    /// <summary>The tag of each line (<c>logging.tag</c>), the program's name by default.</summary>
    public string? Tag { get; init; }

    /// <summary>The least severity that is logged (<c>logging.severity</c>): <c>debug</c> ... <c>emerg</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Whether syslog lines begin with their severity (<c>logging.print-severity</c>).</summary>
    public bool? PrintSeverity { get; init; }
}
