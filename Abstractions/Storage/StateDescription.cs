namespace Postern.Abstractions.Storage;

/// <summary>What a record says.</summary>
/// <param name="Line">The line of <c>mfdbtool --list</c>, key included, without a line end; a byte string.</param>
/// <param name="Fields">The same for programs, the key first; times are seconds since 1970.</param>
public sealed record StateDescription(string Line, IReadOnlyList<StateField> Fields);
