using Postern.Daemon.FilterTests.Expectations;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>One thing that went wrong. Texts are byte strings.</summary>
/// <param name="Line">The line of the test file.</param>
/// <param name="Text">The expectation, or what happened.</param>
/// <param name="Mismatch">What was expected and came; <see langword="null"/> when nothing could be compared.</param>
/// <param name="Action">The last action of the filter with its place; empty when there was none.</param>
/// <param name="Details">Further lines: diagnostics, log.</param>
internal sealed record TestFailure(int Line, string Text, Mismatch? Mismatch, string Action, IReadOnlyList<string> Details);
