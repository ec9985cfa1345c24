namespace Postern.Abstractions.Storage;

/// <summary>A record of a state table.</summary>
/// <param name="Value">Its bytes.</param>
/// <param name="Expires">When it stops existing; <see langword="null"/> for never.</param>
public readonly record struct StateRecord(ReadOnlyMemory<byte> Value, DateTimeOffset? Expires);
