namespace Postern.Abstractions.Storage;

/// <summary>Tells from a record's bytes when it stops existing; <see langword="null"/> for never. Never throws, whatever the bytes.</summary>
/// <param name="key">The record's key.</param>
/// <param name="value">Its value.</param>
public delegate DateTimeOffset? StateExpiry(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);
