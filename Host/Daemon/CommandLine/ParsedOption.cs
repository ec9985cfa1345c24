namespace Postern.Daemon.CommandLine;

/// <summary>An option as given.</summary>
internal readonly record struct ParsedOption(OptionId Id, string? Value);
