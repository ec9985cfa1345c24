namespace Postern.Daemon.CommandLine;

/// <summary>An option as given.</summary>
internal sealed record ParsedOption(OptionId Id, string? Value);
