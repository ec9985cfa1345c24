using Postern.Abstractions.Storage;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>A row of the table, expired or not.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Value">The record's bytes.</param>
/// <param name="Expires">When the record stops existing.</param>
/// <param name="Due">When the row is to be looked at: never later than <paramref name="Expires"/>.</param>
internal readonly record struct StoredRow(bool Exists, ReadOnlyMemory<byte> Value, long? Expires, long? Due)
{
    /// <summary>The record as others see it.</summary>
    public StateRecord? At(long now) => Exists && (Expires is not { } end || end > now) ? new StateRecord(Value, Instant.ToTime(Expires)) : null;
}
