namespace Postern.Abstractions.Messages;

/// <summary>A header field as bytes.</summary>
/// <param name="Name">The field's name, without the colon.</param>
/// <param name="Value">The value as received; folds are LF (or CRLF) and white space.</param>
public readonly record struct HeaderField(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
