namespace Postern.Abstractions.Configuration;

/// <summary>One statement of the configuration file: <c>keyword value;</c> or <c>keyword label { ... }</c>.</summary>
/// <param name="Keyword">The statement's keyword.</param>
/// <param name="Values">Its values in order; for a block its label, if any.</param>
/// <param name="Body">The statements of a block; <see langword="null"/> for a simple statement.</param>
/// <param name="Place">Where the statement stands.</param>
public sealed record ConfigurationStatement(
    string Keyword, IReadOnlyList<ConfigurationValue> Values, IReadOnlyList<ConfigurationStatement>? Body, SourcePlace Place);
