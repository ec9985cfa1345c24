namespace Postern.Mfl.Syntax;

/// <summary>What the parser must know besides the source.</summary>
internal sealed record ParserOptions
{
    /// <summary>Whether a name is a built-in function (one that a plugin provides).</summary>
    public Func<string, bool> IsBuiltInFunction { get; init; } = static _ => false;

    /// <summary>All names of built-in functions, for "did you mean".</summary>
    public IReadOnlyCollection<string> BuiltInFunctionNames { get; init; } = [];

    /// <summary>Variables that the host declares.</summary>
    public IReadOnlyList<VariableSymbol> PredefinedVariables { get; init; } = [];

    /// <summary>Values (<see cref="long"/> or <see cref="string"/>) of the built-in constants but for <c>__file__</c>, <c>__line__</c>,
    /// <c>__function__</c>, <c>__module__</c>, which the parser knows.</summary>
    public IReadOnlyDictionary<string, object> BuiltInConstants { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Directories searched by <c>#include</c>.</summary>
    public IReadOnlyList<string> IncludePath { get; init; } = [];

    /// <summary>Directories searched for <c>NAME.mfl</c> by <c>require</c> and <c>from</c>.</summary>
    public IReadOnlyList<string> ModulePath { get; init; } = [];

    /// <summary>Directory that <c>#include "x"</c> searches first.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Reads a file, or says in words why it cannot be read; preprocessing included.</summary>
    public ISourceReader Reader { get; init; } = new FileSourceReader();

    /// <summary>Is told what is read; <see langword="null"/> when nobody listens.</summary>
    public Dumps.ParseTrace? Trace { get; init; }

    /// <summary>The version that <c>#pragma prereq</c> is compared with.</summary>
    public Version LanguageVersion { get; init; } = new(8, 15);
}
