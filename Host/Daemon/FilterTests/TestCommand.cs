using Postern.Daemon.CommandLine;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.FilterTests.Parsing;
using Postern.Daemon.FilterTests.Reporting;
using Postern.Daemon.FilterTests.Running;
using Postern.Daemon.Settings;

namespace Postern.Daemon.FilterTests;

/// <summary><c>postern test</c>: runs the tests of filters.</summary>
internal static class TestCommand
{
    /// <summary>A test failed.</summary>
    public const int Failed = 1;

    /// <exception cref="UsageException">The command line is wrong, or there is nothing to run.</exception>
    public static async Task<int> RunAsync(
        string[] arguments, InstallLayout layout, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        TestOptions options = TestOptions.Parse(arguments);
        if (options.IsHelp)
        {
            await output.WriteAsync(TestHelp.Text);
            return ExitCode.Success;
        }

        // 1. Read everything first, so that a mistake in one file is seen even when another takes its time.
        FilterTestFile[] files = [.. TestFiles.Find(options.Paths).Select(FilterTestParser.ReadFile)];
        if (options.Pattern.Length > 0 && !files.Any(file => file.Problems.Count > 0 || file.Tests.Any(test => options.IsWanted(test.Name))))
            throw new UsageException($"test: no test has a name that contains {options.Pattern}");

        // 2. Run, and tell each as it ends.
        var runner = new TestRunner(options, layout, time);
        var report = new TextReport(output, options.IsVerbose);
        var results = new List<TestResult>();
        DateTimeOffset begun = time.GetUtcNow();
        foreach (FilterTestFile file in files)
        {
            report.File(file);
            foreach (FilterTest test in file.Tests.Where(test => options.IsWanted(test.Name)))
            {
                results.Add(await runner.RunAsync(file.Path, test, cancellationToken));
                report.Test(results[^1]);
            }
        }

        // 3. Sum up.
        report.Summary();
        if (options.JUnitFile is { } junit)
            WriteJUnit(junit, files, results, begun);
        return report.BrokenFiles + report.Broken > 0 ? ExitCode.Configuration : report.Failed > 0 ? Failed : ExitCode.Success;
    }

    private static void WriteJUnit(string path, FilterTestFile[] files, List<TestResult> results, DateTimeOffset begun)
    {
        try
        {
            using FileStream stream = File.Create(path);
            JUnitReport.Write(stream, files, results, begun);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"test: --junit: {e.Message}");
        }
    }
}
