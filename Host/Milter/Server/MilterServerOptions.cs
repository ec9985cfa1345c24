namespace Postern.Milter.Server;

/// <summary>One listener.</summary>
public sealed record MilterServerOptions
{
    /// <summary>Where to listen.</summary>
    public required MilterAddress Address { get; init; }

    /// <summary>The listener's name in log lines and for the filter; the identifier of its <c>server</c> block or its ordinal.</summary>
    public string Id { get; init; } = "0";

    /// <summary>Who may connect, in order; see <see cref="AccessRule"/>. Empty lets everybody in.</summary>
    public IReadOnlyList<AccessRule> AccessRules { get; init; } = [];

    /// <summary>The most connections at once; further ones are closed at once with a log line.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>The length of the system's queue of connections not yet accepted.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>
    /// Threads that receive, run inline handlers and send; at least 1. One serves thousands of connections; the default, half of the
    /// processors but at most 8, leaves room for the workers and the MTA.
    /// </summary>
    public int IoThreads { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>Time-outs.</summary>
    public MilterTimeouts Timeouts { get; init; } = new();

    /// <summary>Bounds on the peer's input.</summary>
    public MilterLimits Limits { get; init; } = new();

    /// <summary>The permissions of a UNIX socket; <see langword="null"/> for what the process's umask leaves.</summary>
    public UnixFileMode? SocketMode { get; init; }

    /// <summary>The owner of a UNIX socket; <see langword="null"/> to leave it.</summary>
    public uint? SocketUserId { get; init; }

    /// <summary>The group of a UNIX socket; <see langword="null"/> to leave it.</summary>
    public uint? SocketGroupId { get; init; }

    /// <summary>How long <see cref="MilterServer.DisposeAsync"/> lets sessions finish before it closes them.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where bodies above <see cref="SpoolThreshold"/> go; files there are unlinked as soon as they are open.</summary>
    public string SpoolDirectory { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>The bytes of a kept body that stay in memory.</summary>
    public int SpoolThreshold { get; init; } = 1024 * 1024;
}
