using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Syntax;

/// <summary>What the parsers of a program's compilation units share.</summary>
internal sealed class ParserSession(ParserOptions options, DiagnosticBag diagnostics)
{
    public ParserOptions Options { get; } = options;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    public RegexFlagStack Regex { get; } = new();

    public List<PragmaSyntax> Pragmas { get; } = [];

    /// <summary>Modules read so far, in the order in which they ended.</summary>
    public List<ModuleSyntax> Modules { get; } = [];

    /// <summary>The names of each module by its file; there from the moment its reading starts, so that modules may require each other.</summary>
    public Dictionary<string, ModuleNames> NamesByFile { get; } = new(StringComparer.Ordinal);

    /// <summary>Number of modules that require one another around the current one.</summary>
    public int ModuleDepth { get; set; }

    /// <summary>Where each milter handler was first defined.</summary>
    public Dictionary<HandlerKind, SourcePlace> Handlers { get; } = [];
}
