namespace Postern.Mfl.Preprocessing;

/// <summary>How sources are preprocessed (manual node "Preprocessor", configuration block <c>preprocessor</c>).</summary>
public sealed record PreprocessorOptions
{
    /// <summary>Whether macros are expanded at all (<c>--no-preprocessor</c>).</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The external preprocessor and its options (<c>--preprocessor</c>). It is split at blanks, quotes keep words together, and no
    /// shell reads it. It must understand <c>-D</c>, <c>-U</c>, <c>-I</c>, and <c>-</c> for its standard input.</summary>
    public string Command { get; init; } = DefaultCommand;

    /// <summary>What <see cref="Command"/> is unless it is set.</summary>
    public const string DefaultCommand = "m4 -s";

    /// <summary>Whether <see cref="Command"/> is run for every source, and the built-in expansion is not used: after <c>--preprocessor=COMMAND</c>.</summary>
    public bool AlwaysExternal { get; init; }

    /// <summary>Symbols to define, <c>NAME</c> or <c>NAME=VALUE</c> (<c>-D</c>), without shell interpretation.</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    /// <summary>Symbols to undefine (<c>-U</c>).</summary>
    public IReadOnlyList<string> Undefines { get; init; } = [];

    /// <summary>Directories passed with <c>-I</c>; empty unless <c>pass-includes</c> is set.</summary>
    public IReadOnlyList<string> IncludePath { get; init; } = [];

    /// <summary>A file of macro definitions in place of the built-in ones (<c>setup-file</c>); <see langword="null"/> for these.</summary>
    public string? SetupFile { get; init; }

    /// <summary>How long the external preprocessor may take for one source.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);
}
