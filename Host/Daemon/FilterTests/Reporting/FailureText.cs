using System.Globalization;
using Postern.Daemon.FilterTests.Running;

namespace Postern.Daemon.FilterTests.Reporting;

/// <summary>A failure as lines, for the terminal and for JUnit alike. Texts are byte strings.</summary>
internal static class FailureText
{
    /// <summary>The place and the expectation on one line.</summary>
    public static string Title(string file, TestFailure failure) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{failure.Line}: {failure.Text}");

    /// <summary>What was expected, what came, and where in the filter.</summary>
    public static IEnumerable<string> Lines(TestFailure failure)
    {
        var lines = new List<string>();
        if (failure.Mismatch is { } mismatch)
        {
            AddBlock(lines, "expected", mismatch.Expected);
            AddBlock(lines, "got", mismatch.Got);
            if (mismatch.Diff.Length > 0)
                lines.AddRange(mismatch.Diff.TrimEnd('\n').Split('\n'));
        }

        if (failure.Action.Length > 0)
            lines.Add($"the filter's last action: {failure.Action}");
        lines.AddRange(failure.Details);
        return lines;
    }

    private static void AddBlock(List<string> lines, string label, string text)
    {
        const int Width = 10;
        string first = label.PadRight(Width);
        foreach (string line in text.Split('\n'))
        {
            lines.Add(first + line.TrimEnd('\r'));
            first = new string(' ', Width);
        }
    }
}
