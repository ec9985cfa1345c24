using Postern.Abstractions.Mfl;
using Postern.Testing.Language;
using Postern.Testing.Servers;

namespace Postern.Plugins.Greylist.Tests.Reference;

/// <summary>Has mailfromd 8.15 go through steps, with a clock that stands still until it is set (libfaketime).</summary>
internal sealed class ReferenceRun : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new("postern-greylist");
    private readonly string _state;

    public ReferenceRun() => _state = _folder.MakeFolder("state");

    /// <summary>Its database.</summary>
    public string Database => Path.Combine(_state, "greylist.db");

    private string Clock => Path.Combine(_state, "clock");

    public void Dispose() => _folder.Dispose();

    /// <summary>Returns a line for each step.</summary>
    public async Task<string[]> AnswerAsync(IReadOnlyCollection<GreylistStep> steps, GreylistAlgorithm algorithm)
    {
        string program = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Reference/steps.mfl"));
        string pragma = algorithm == GreylistAlgorithm.ConTassios ? "#pragma greylist traditional\n#pragma greylist ct\n" : "";
        string list = _folder.Write("steps", string.Concat(steps.Select(static step => $"{step}\n")));
        await File.WriteAllTextAsync(Clock, "2026-01-01 00:00:00\n");
        var reference = new ReferenceLanguage(_state) { Limit = Limit, UsesPreprocessor = false, Variables = FakedTime() };
        if (Environment.IsPrivilegedProcess)
            await ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", Clock], Limit);
        ScriptOutcome outcome = await reference.RunAsync(new ScriptRun(_folder.Write("steps.mfl", pragma + program)) { Arguments = [Clock, list, Database] });
        Assert.AreEqual("", outcome.Errors);
        return outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All records, expired ones too, by key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DumpAsync()
    {
        (_, string output) = await ServerProcess.RunAsync("/usr/bin/db5.3_dump", [Database], Limit);
        string[] data = [.. output.Split('\n').Where(static line => line.StartsWith(' ')).Select(static line => line[1..])];
        return data.Chunk(2).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>What its tool lists.</summary>
    public async Task<string[]> ListAsync()
    {
        // It takes no file that others may read.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (_, string output) = await ServerProcess.RunAsync(
            "/usr/bin/env", ["TZ=UTC", "LC_ALL=C", "mfdbtool", "--no-config", $"--state-directory={_state}", "--list", "--format=greylist"], Limit);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string FindLibrary() =>
        Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(static folder => folder + "/faketime/libfaketime.so.1").FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("libfaketime.so.1 is missing: install the Debian package libfaketime");

    private Dictionary<string, string> FakedTime() => new(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = FindLibrary(),
        ["FAKETIME_TIMESTAMP_FILE"] = Clock,
        ["FAKETIME_NO_CACHE"] = "1",
        ["TZ"] = "UTC",
        ["LC_ALL"] = "C",
    };
}
