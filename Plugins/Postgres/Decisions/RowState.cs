using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>A row as it was read; without a value when the record was deleted.</summary>
internal readonly record struct RowState(byte[]? Value, DateTimeOffset? Expires, long Version)
{
    /// <summary>The record, unless it does not exist any more.</summary>
    public StateRecord? At(DateTimeOffset now) =>
        Value is { } value && (Expires is not { } end || end > now) ? new StateRecord(value, Expires) : null;
}
