using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Options;

/// <summary>The initial value of an MFL variable (<c>setvar</c>).</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value, a byte string.</param>
/// <param name="Place">Where the setting stands.</param>
public sealed record VariableSetting(string Name, string Value, SourcePlace Place);
