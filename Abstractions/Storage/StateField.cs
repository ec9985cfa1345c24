using Postern.Abstractions.Mfl;

namespace Postern.Abstractions.Storage;

/// <summary>A named value of a record.</summary>
/// <param name="Name">Lower case, with underscores.</param>
/// <param name="Value">A number or a byte string.</param>
public readonly record struct StateField(string Name, MflValue Value);
