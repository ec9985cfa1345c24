using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Outline;

/// <summary>What is known of a program without making code of it, for editors. A program with errors has one too.</summary>
/// <param name="Symbols">The declarations of the main source and all its modules, in source order, the modules first.</param>
/// <param name="Diagnostics">Errors and warnings in the order found.</param>
public sealed record MflOutline(IReadOnlyList<MflSymbol> Symbols, IReadOnlyList<Diagnostic> Diagnostics);
