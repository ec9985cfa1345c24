namespace Postern.Abstractions.Storage;

/// <summary>Asks a store for a table.</summary>
/// <param name="Location">The database's name without the scheme: an absolute file name, or what the store names its tables by.</param>
public sealed record StateTableRequest(string Location)
{
    /// <summary>How the table is opened.</summary>
    public StateTableMode Mode { get; init; } = StateTableMode.ReadWrite;

    /// <summary>The access mode of a file that is made; <see langword="null"/>: readable and writable for the owner alone.</summary>
    public UnixFileMode? FileMode { get; init; }

    /// <summary>When a record expires, for stores that have no place for <see cref="StateRecord.Expires"/>; <see langword="null"/>: never.</summary>
    public StateExpiry? Expiry { get; init; }
}
