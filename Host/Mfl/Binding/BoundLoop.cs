namespace Postern.Mfl.Binding;

/// <summary>Identifies a loop as the target of <c>break</c> and <c>next</c>.</summary>
internal sealed class BoundLoop(string? label)
{
    public string? Label { get; } = label;
}
