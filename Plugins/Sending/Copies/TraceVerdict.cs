namespace Postern.Plugins.Sending.Copies;

/// <summary>What the trace fields of a message say.</summary>
/// <param name="Count">How often it, or what it was made of, has been copied by hosts with the same key.</param>
/// <param name="IsCopy">It is such a copy, as it was made.</param>
internal sealed record TraceVerdict(int Count, bool IsCopy);
