namespace Postern.Abstractions.Mfl;

/// <summary>One <c>#pragma dbprop</c> (manual, node "dbprop").</summary>
/// <param name="Pattern">A file name or a glob pattern for some.</param>
/// <param name="EndsInNul">Whether stored keys end in a NUL, unless a call says otherwise.</param>
/// <param name="FileMode">The access mode of a file that is made; <see langword="null"/> when it says none.</param>
/// <param name="Scheme">The store for names without a scheme; <see langword="null"/> when it says none.</param>
public sealed record DatabaseProperties(string Pattern, bool EndsInNul, UnixFileMode? FileMode, string? Scheme);
