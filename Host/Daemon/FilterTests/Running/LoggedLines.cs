namespace Postern.Daemon.FilterTests.Running;

/// <summary>What was logged during a while; byte strings.</summary>
/// <param name="Lines">The lines of the log.</param>
/// <param name="Actions">The actions that the filter took, each with its place.</param>
/// <param name="Troubles">Those of the lines that are warnings or errors.</param>
internal sealed record LoggedLines(IReadOnlyList<string> Lines, IReadOnlyList<string> Actions, IReadOnlyList<string> Troubles);
