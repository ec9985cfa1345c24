using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Postern.Mfl;

/// <summary>What a running program needs of its host.</summary>
public sealed record MflRuntimeOptions
{
    /// <summary>Receives a line for each <c>echo</c>; <see langword="null"/> sends them to the log with level Information. Must be thread-safe.</summary>
    public TextWriter? Echo { get; init; }

    /// <summary>Whether each action is told with its place, where <c>echo</c> goes (<c>--trace</c>).</summary>
    public bool TracesActions { get; init; }

    /// <summary>Receives the lines of instructions that are traced (<c>--trace-program</c>); <see langword="null"/> sends them to the log. Must be thread-safe.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>Makes the logger of what happens outside of milter sessions; those have their own.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock outside of milter sessions.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The host's state directory.</summary>
    public string StateDirectory { get; init; } = "/var/lib/mailfromd";
}
