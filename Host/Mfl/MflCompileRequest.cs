using Postern.Mfl.Preprocessing;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>What <see cref="MflCompiler"/> compiles, and with what.</summary>
public sealed record MflCompileRequest
{
    /// <summary>The main source.</summary>
    public required SourceText Source { get; init; }

    /// <summary>Files that are read from here and not from disk, by full path: what an editor has open.</summary>
    public IReadOnlyDictionary<string, SourceText> OpenFiles { get; init; } = new Dictionary<string, SourceText>(StringComparer.Ordinal);

    /// <summary>The functions of the plugins.</summary>
    public FunctionCatalog Functions { get; init; } = FunctionCatalog.Empty;

    /// <summary>Directories searched by <c>#include</c>, in order (<c>-I</c>).</summary>
    public IReadOnlyList<string> IncludePath { get; init; } = [];

    /// <summary>Directories searched by <c>require</c> and <c>from ... import</c>, in order (<c>-P</c>).</summary>
    public IReadOnlyList<string> ModulePath { get; init; } = [];

    /// <summary>Initial values of global variables, from the command line (<c>-v NAME=VALUE</c>); byte strings.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>The state directory, MFL's <c>__statedir__</c>.</summary>
    public string StateDirectory { get; init; } = "/var/lib/mailfromd";

    /// <summary>The command line of the external preprocessor, MFL's <c>__preproc__</c>; empty when none is used.</summary>
    public string Preprocessor { get; init; } = "";

    /// <summary>How macros are expanded in the main source, in modules and in included files.</summary>
    public PreprocessorOptions Preprocessing { get; init; } = new();

    /// <summary>Whether the code generator may join steps (<c>-O1</c>, the default, against <c>-O0</c>).</summary>
    public bool IsOptimized { get; init; } = true;

    /// <summary>What the program tells while it runs.</summary>
    public MflTracing Tracing { get; init; } = MflTracing.None;

    /// <summary>Gets a line per token that is read (<c>--dump-lex-trace</c>); <see langword="null"/> for none.</summary>
    public TextWriter? LexTrace { get; init; }

    /// <summary>Gets the parser's steps (<c>--dump-grammar-trace</c>); <see langword="null"/> for none.</summary>
    public TextWriter? GrammarTrace { get; init; }

    /// <summary>The function that <c>--run</c> will start, which must then exist; <see langword="null"/> for a filter.</summary>
    public string? EntryFunction { get; init; }
}
