using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Syntax;

/// <summary>Gives the parser the text of included files and modules.</summary>
internal interface ISourceReader
{
    bool Exists(string path);

    /// <summary>Reads a whole file; <see langword="null"/> with <paramref name="problem"/> set when that fails.</summary>
    SourceText? Read(string path, out string problem);

    /// <summary>The modules in these directories, for "did you mean".</summary>
    IEnumerable<string> ModuleNames(IReadOnlyList<string> directories);

    /// <summary>Prepares a file (the main source, a module, an include) for the lexer, as the preprocessor of the language does.</summary>
    SourceText Preprocess(SourceText text, DiagnosticBag diagnostics);
}
