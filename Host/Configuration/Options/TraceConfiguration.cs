namespace Postern.Configuration.Options;

/// <summary>Traces and debugging; <see langword="null"/> and empty mean not configured.</summary>
public sealed record TraceConfiguration
{
    /// <summary>Whether executed actions are logged (<c>trace-actions</c>).</summary>
    public bool? Actions { get; init; }

    /// <summary>Whether run-time errors are logged with the calls under way (<c>stack-trace</c>).</summary>
    public bool? Stack { get; init; }

    /// <summary>Modules whose instructions are logged (<c>trace-program</c>).</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Debug specifications (<c>debug</c>), in order.</summary>
    public IReadOnlyList<string> DebugSpecifications { get; init; } = [];
}
