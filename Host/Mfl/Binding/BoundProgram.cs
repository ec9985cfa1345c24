using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>A program with all names resolved and all types known.</summary>
internal sealed class BoundProgram
{
    public List<BoundVariable> Globals { get; } = [];

    /// <summary>Functions and handlers, by <see cref="BoundSignature.Index"/>.</summary>
    public List<BoundFunction> Functions { get; } = [];

    public Dictionary<HandlerKind, BoundFunction> Handlers { get; } = [];

    /// <summary>The handler <c>action</c>, which every reply calls first; <see langword="null"/> when there is none.</summary>
    public BoundFunction? ActionHook { get; set; }

    /// <summary>Names of exceptions by number, for messages.</summary>
    public Dictionary<long, string> ExceptionNames { get; } = [];

    public List<PragmaSyntax> Pragmas { get; } = [];
}
