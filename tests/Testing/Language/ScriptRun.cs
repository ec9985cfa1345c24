namespace Postern.Testing.Language;

/// <summary>How an MFL program is run: here and by the reference alike.</summary>
public sealed record ScriptRun(string Path)
{
    /// <summary><c>run</c>, <c>lint</c>, <c>test</c> or <c>test=HANDLER</c>.</summary>
    public string Mode { get; init; } = "run";

    /// <summary>Whether the program changes what its whole process shares, so that it needs one of its own.</summary>
    public bool NeedsProcess { get; init; }

    /// <summary>Arguments of <c>main</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary><c>NAME=VALUE</c>: Sendmail macros.</summary>
    public IReadOnlyList<string> Macros { get; init; } = [];

    /// <summary><c>NAME=VALUE</c>: initial values of global variables (<c>-v</c>).</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Directories for <c>#include</c> (<c>-I</c>).</summary>
    public IReadOnlyList<string> IncludePath { get; init; } = [];

    /// <summary>Directories for modules (<c>-P</c>).</summary>
    public IReadOnlyList<string> ModulePath { get; init; } = [];

    /// <summary>The words of mailfromd's command line.</summary>
    public IEnumerable<string> CommandLine =>
    [
        .. Variables.SelectMany(static variable => new[] { "-v", variable }),
        .. IncludePath.SelectMany(static directory => new[] { "-I", directory }),
        .. ModulePath.SelectMany(static directory => new[] { "-P", directory }),
        .. Mode switch
        {
            "run" => ["--echo", .. Macros, "--run", "--", Path, .. Arguments],
            "lint" => ["--lint", Path],
            _ => (IEnumerable<string>)["--echo", $"--{Mode}", .. Macros, Path],
        },
    ];
}
