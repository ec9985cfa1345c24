using System.Globalization;

namespace Postern.Daemon.FilterTests.Model;

/// <summary>A mistake in a test file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="Text">What was expected, and what stands there.</param>
internal sealed record FileProblem(string File, int Line, string Text)
{
    public override string ToString() =>
        Line == 0 ? $"{File}: {Text}" : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Text}");
}
