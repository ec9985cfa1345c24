using Postern.Testing.Servers;

namespace Postern.Testing.Language;

/// <summary>mailfromd 8.15, the judge. It runs as an unprivileged user when the tests are root.</summary>
public sealed class ReferenceLanguage
{
    private const string Program = "/usr/sbin/mailfromd";
    private const string Unprivileged = "/usr/bin/setpriv";
    private const string WithVariables = "/usr/bin/env";

    private readonly string _stateDirectory;
    private Task? _ownership;

    /// <param name="stateDirectory">An empty folder, which the unprivileged user is given.</param>
    public ReferenceLanguage(string stateDirectory)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"{Program} is missing; install the package mailfromd");
        _stateDirectory = stateDirectory;
    }

    /// <summary>How long a program may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether sources pass through m4, which takes most of the time.</summary>
    public bool UsesPreprocessor { get; init; } = true;

    /// <summary>What it finds in its environment besides the test's own, and the program that gives it its user does not.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Further options.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Runs a program. The file must be readable for others.</summary>
    /// <exception cref="TimeoutException">It did not end; it has been killed.</exception>
    public async Task<ScriptOutcome> RunAsync(ScriptRun run)
    {
        // Not writable for all: it refuses databases in such a folder. Twice does no harm.
        await (_ownership ??= Environment.IsPrivilegedProcess ? ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", _stateDirectory], Limit) : Task.CompletedTask);
        string[] words =
        [
            .. Variables.Select(static variable => $"{variable.Key}={variable.Value}"), Program,
            "--no-config", "--stderr", $"--state-directory={_stateDirectory}", .. UsesPreprocessor ? Array.Empty<string>() : ["--no-preprocessor"],
            .. Options, .. run.CommandLine,
        ];
        return await (Environment.IsPrivilegedProcess
            ? ScriptProcess.RunAsync(
                Unprivileged, ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", WithVariables, .. words], _stateDirectory, Limit)
            : ScriptProcess.RunAsync(WithVariables, words, _stateDirectory, Limit));
    }
}
