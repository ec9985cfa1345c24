using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Syntax;

/// <summary>Reads MFL (manual chapter "Mail Filtering Language") into a syntax tree: recursive descent over one token of look-ahead, one
/// partial file per area of the grammar.
/// <para>The parser resolves names, because the grammar needs to know what a word is, and reports what follows from names and structure
/// alone. Types, constant values, numbers of arguments and reply codes are the binder's.</para></summary>
internal sealed partial class MflParser
{
    private readonly ParserSession _session;
    private readonly ParserOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly Lexer _lexer;
    private readonly ModuleNames _names;
    private BodyScope? _scope;
    private string _moduleName;
    private SymbolVisibility _defaultVisibility = SymbolVisibility.Public;

    private MflParser(SourceText text, string moduleName, ParserSession session, ModuleNames names)
    {
        _session = session;
        _options = session.Options;
        _diagnostics = session.Diagnostics;
        _names = names;
        _moduleName = moduleName;
        _lexer = new Lexer(text, _options, _diagnostics, session.Regex, session.Pragmas);
        _previous = new SourcePlace(text.FileName, 1, 1, 1, 1);
        _current = _lexer.Next();
        _options.Trace?.Read(_current);
    }

    /// <summary>Parses a main source with all that it includes and requires. Never throws on a bad source: look at
    /// <paramref name="diagnostics"/>; the tree holds what could be understood.</summary>
    public static ProgramSyntax Parse(SourceText text, ParserOptions options, DiagnosticBag diagnostics)
    {
        var session = new ParserSession(options, diagnostics);
        var names = new ModuleNames();
        var main = new MflParser(options.Reader.Preprocess(text, diagnostics), "top", session, names).ParseUnit(text.FileName, "");
        return new ProgramSyntax(main.Place, main, session.Modules, session.Pragmas);
    }
}
