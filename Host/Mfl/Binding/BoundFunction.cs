using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>A function or handler with its body.</summary>
internal sealed class BoundFunction(BoundSignature signature, HandlerKind? handler, SourcePlace place)
{
    public BoundSignature Signature { get; } = signature;

    /// <summary>The handler's kind; <see langword="null"/> for a function.</summary>
    public HandlerKind? Handler { get; } = handler;

    public SourcePlace Place { get; } = place;

    public List<BoundVariable> Locals { get; } = [];

    public BoundBlock Body { get; set; } = BoundBlock.Empty;

    public List<BoundCatch> StandaloneCatches { get; } = [];

    /// <summary>Set for a function that is the body of a standalone catch of <c>begin</c>: its parameters are number and text.</summary>
    public BoundCatch? SessionCatch { get; init; }

    /// <summary>The handler's arguments that it uses: bit N-1 for <c>$N</c>.</summary>
    public int UsedArguments { get; set; }

    /// <summary>How it is named in reports: <c>prog envfrom</c>, <c>func main</c>.</summary>
    public string Title => (Handler is null ? "func " : "prog ") + Signature.Name;
}
