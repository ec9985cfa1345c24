using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>What came of a test.</summary>
/// <param name="File">Its file.</param>
/// <param name="Test">The test.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failures">Why, when it did not pass.</param>
/// <param name="Dialogue">What was said, and logged, in order; byte strings.</param>
/// <param name="Duration">How long it took in real time.</param>
internal sealed record TestResult(
    string File, FilterTest Test, TestStatus Status, IReadOnlyList<TestFailure> Failures, IReadOnlyList<string> Dialogue, TimeSpan Duration);
