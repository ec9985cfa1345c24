namespace Postern.Plugins.Dbm.Files;

/// <summary>What looking through a file has shown.</summary>
/// <param name="Records">How many records it holds.</param>
/// <param name="Fault">Why its library must not see it; <see langword="null"/> when it is sound.</param>
internal readonly record struct FileReport(long Records, string? Fault);
