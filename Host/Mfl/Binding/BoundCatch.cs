using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Binding;

/// <summary>A <c>catch</c>.</summary>
internal sealed class BoundCatch(IReadOnlyList<long>? exceptions, SourcePlace place)
{
    /// <summary>The numbers that it catches; <see langword="null"/> for all.</summary>
    public IReadOnlyList<long>? Exceptions { get; } = exceptions;

    public SourcePlace Place { get; } = place;

    /// <summary>For a standalone catch in <c>begin</c>: the function that is its body for the other handlers.</summary>
    public BoundSignature? SessionFunction { get; set; }

    /// <summary>Bound after the handler itself, to whose arguments it refers.</summary>
    public BoundBlock Body { get; set; } = BoundBlock.Empty;
}
