namespace Postern.Daemon.CommandLine;

/// <summary>An option of the command line; <paramref name="IsNegated"/> when it was spelt <c>--no-NAME</c>.</summary>
internal sealed record ParsedOption<TId>(TId Id, string? Value, bool IsNegated = false)
    where TId : struct, Enum;
