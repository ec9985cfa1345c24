namespace Postern.Abstractions.Configuration;

/// <summary>A value in the configuration file: a string, or a parenthesized list.</summary>
/// <param name="Text">The string; empty for a list.</param>
/// <param name="List">The elements of a list; <see langword="null"/> for a string.</param>
/// <param name="Place">Where the value stands.</param>
public sealed record ConfigurationValue(string Text, IReadOnlyList<ConfigurationValue>? List, SourcePlace Place);
