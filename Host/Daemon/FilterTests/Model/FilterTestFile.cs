namespace Postern.Daemon.FilterTests.Model;

/// <summary>A test file as read.</summary>
/// <param name="Path">The file as the administrator named it.</param>
/// <param name="Tests">Its tests, in order; none when there are problems, because they may not be what was meant.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record FilterTestFile(string Path, IReadOnlyList<FilterTest> Tests, IReadOnlyList<FileProblem> Problems);
