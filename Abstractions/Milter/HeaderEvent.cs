namespace Postern.Abstractions.Milter;

/// <summary>One header field. The memory is valid until the call is answered.</summary>
/// <param name="Name">The field's name, without the colon.</param>
/// <param name="Value">The value without the line end; folds are LF and white space. Whether the white space after the
/// colon is still there depends on <see cref="MilterSteps.LeadingSpace"/>.</param>
public readonly record struct HeaderEvent(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
