namespace Postern.Abstractions.Storage;

/// <summary>A key and its record.</summary>
public readonly record struct StateEntry(ReadOnlyMemory<byte> Key, StateRecord Record);
