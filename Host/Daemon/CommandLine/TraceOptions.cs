namespace Postern.Daemon.CommandLine;

/// <summary>What the command line says of traces and debugging; <see langword="null"/> means not given.</summary>
internal sealed record TraceOptions
{
    public bool? Actions { get; init; }

    public bool? Stack { get; init; }

    public bool IsProgram { get; init; }

    /// <summary>The modules of <c>--trace-program</c>; empty for all.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Debug specifications of <c>--debug</c> and <c>--debug-level</c>, in order.</summary>
    public IReadOnlyList<string> DebugSpecifications { get; init; } = [];

    /// <summary>The level of <c>--gacopyz-log</c>.</summary>
    public string? ProtocolLevel { get; init; }

    /// <summary>Log lines name the part of the program that they come from.</summary>
    public bool? ShowsSource { get; init; }
}
