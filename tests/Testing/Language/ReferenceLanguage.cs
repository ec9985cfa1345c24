namespace Postern.Testing.Language;

/// <summary>mailfromd 8.15, the judge. It runs as an unprivileged user when the tests are root.</summary>
public sealed class ReferenceLanguage
{
    private const string Program = "/usr/sbin/mailfromd";
    private const string Unprivileged = "/usr/bin/setpriv";

    private readonly string _stateDirectory;

    /// <param name="stateDirectory">An empty folder that the unprivileged user may write to.</param>
    public ReferenceLanguage(string stateDirectory)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"{Program} is missing; install the package mailfromd");
        _stateDirectory = stateDirectory;
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                stateDirectory,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>How long a program may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether sources pass through m4, which takes most of the time.</summary>
    public bool UsesPreprocessor { get; init; } = true;

    /// <summary>Runs a program. The file must be readable for others.</summary>
    /// <exception cref="TimeoutException">It did not end; it has been killed.</exception>
    public Task<ScriptOutcome> RunAsync(ScriptRun run)
    {
        string[] words =
        [
            "--no-config", "--stderr", $"--state-directory={_stateDirectory}", .. UsesPreprocessor ? Array.Empty<string>() : ["--no-preprocessor"],
            .. run.CommandLine,
        ];
        return Environment.IsPrivilegedProcess
            ? ScriptProcess.RunAsync(
                Unprivileged, ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", Program, .. words], _stateDirectory, Limit)
            : ScriptProcess.RunAsync(Program, words, _stateDirectory, Limit);
    }
}
