using Postern.Mfl.Diagnostics;

namespace Postern.Mfl;

/// <summary>What came out of a compilation.</summary>
/// <param name="Program">The program; <see langword="null"/> when there are errors.</param>
/// <param name="Diagnostics">Errors and warnings in the order found.</param>
public sealed record MflCompileResult(MflProgram? Program, IReadOnlyList<Diagnostic> Diagnostics);
