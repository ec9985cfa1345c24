using System.Globalization;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.FilterTests.Running;
using Postern.Daemon.Try;

namespace Postern.Daemon.FilterTests.Reporting;

/// <summary>Tells a reader at a terminal what came of the tests, and counts them.</summary>
internal sealed class TextReport(TextWriter output, bool isVerbose)
{
    private int _passed;

    public int Failed { get; private set; }

    /// <summary>Tests that could not be played.</summary>
    public int Broken { get; private set; }

    /// <summary>Files with mistakes; their tests are not run.</summary>
    public int BrokenFiles { get; private set; }

    public void File(FilterTestFile file)
    {
        output.WriteLine(file.Path);
        foreach (FileProblem problem in file.Problems)
            Line($"  ERROR   {problem}");
        if (file.Problems.Count > 0)
        {
            BrokenFiles++;
            output.WriteLine("  none of its tests was run");
        }
    }

    public void Test(TestResult result)
    {
        (string word, int passed, int failed, int broken) = result.Status switch
        {
            TestStatus.Passed => ("ok", 1, 0, 0),
            TestStatus.Failed => ("FAILED", 0, 1, 0),
            _ => ("BROKEN", 0, 0, 1),
        };
        (_passed, Failed, Broken) = (_passed + passed, Failed + failed, Broken + broken);
        Line($"  {word,-7} {result.Test.Name}");
        foreach (TestFailure failure in result.Failures)
        {
            Line("    " + FailureText.Title(result.File, failure));
            foreach (string line in FailureText.Lines(failure))
                Indented("      ", line);
        }

        if (!isVerbose)
            return;
        foreach (string line in result.Dialogue)
            Indented("      ", line);
    }

    public void Summary()
    {
        output.WriteLine();
        string broken = Broken > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Broken} broken") : "";
        string files = BrokenFiles > 0 ? $", {DialogueText.Count(BrokenFiles, "file")} with mistakes" : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_passed} passed, {Failed} failed{broken}{files}"));
    }

    private void Indented(string indent, string text)
    {
        foreach (string line in text.Split('\n'))
            Line(indent + line);
    }

    private void Line(string byteText) => output.WriteLine(ByteText.ForTerminal(byteText));
}
