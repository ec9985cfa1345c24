using Postern.Abstractions.Configuration;

namespace Postern.Mfl;

/// <summary>A conclusion about a handler or function.</summary>
/// <param name="Subject">The handler or function: <c>prog envfrom</c>, <c>func check</c>.</param>
/// <param name="Effect">What it does: <c>may reply</c>, <c>may block</c>, <c>loops</c>, <c>uses macro f</c>...</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Place">Where the cause stands.</param>
public sealed record EffectFinding(string Subject, string Effect, string Reason, SourcePlace Place)
{
    /// <summary>The finding as one line.</summary>
    public override string ToString() => $"{Subject}: {Effect}: {Reason} ({Place})";
}
