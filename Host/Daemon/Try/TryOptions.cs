using Postern.Milter.Client;
using Postern.Milter.Server;

namespace Postern.Daemon.Try;

/// <summary>What <c>postern try</c> was asked to play. Texts are byte strings.</summary>
internal sealed record TryOptions
{
    public const string DefaultSocket = "inet:8025@127.0.0.1";

    public required MilterAddress Socket { get; init; }

    public int Version { get; init; } = 6;

    public TimeSpan? Timeout { get; init; }

    public required SmtpSessionDetails Session { get; init; }

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Fields given on the command line, name and value.</summary>
    public required IReadOnlyList<(string Name, string Value)> Header { get; init; }

    public string? Body { get; init; }

    public string? MessageFile { get; init; }

    public bool ShowDiff { get; init; }
}
