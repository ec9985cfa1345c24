using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Processes;

/// <summary>
/// Runs one of this assembly's tests in a process of its own, and tells it what to do: C libraries that crash take only that process along, and file locks
/// are between processes. Run by themselves these tests have no job and do nothing.
/// </summary>
internal static class ChildRun
{
    private const string Variable = "POSTERN_DBM_JOB";

    /// <summary>What this process was started for.</summary>
    public static string[]? Job => Environment.GetEnvironmentVariable(Variable)?.Split('|');

    public static ServerProcess Start(string test, params string[] job)
    {
        string program = Path.ChangeExtension(Assembly.GetExecutingAssembly().Location, null);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [Variable] = string.Join('|', job), ["TMPDIR"] = Path.GetTempPath() };
        return ServerProcess.Start(program, ["--filter", "Name=" + test, "--no-progress", "--results-directory", Path.GetTempPath()], environment);
    }

    /// <summary>Waits for a file that another process makes to say that it is ready.</summary>
    public static async Task WaitForAsync(string path, ServerProcess process, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(path))
        {
            if (process.HasExited || watch.Elapsed > limit)
                throw new InvalidOperationException($"{path} was not made:\n{process.Output}");
            await Task.Delay(10);
        }
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
