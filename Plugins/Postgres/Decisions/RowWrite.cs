using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>What a row is to become; without a value the record is deleted.</summary>
internal readonly record struct RowWrite(byte[] Key, byte[]? Value, DateTimeOffset? Expires, long Version)
{
    /// <summary>How long the row of a deleted record stays: longer than any write may be under way that was decided before.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const long MostRandom = 1L << 62;

    /// <summary>The version of a row that was not there.</summary>
    public static long FirstVersion() => Random.Shared.NextInt64(MostRandom) & ~1;

    /// <summary>The version of a row that is written whatever it is.</summary>
    public static long BlindVersion() => Random.Shared.NextInt64(MostRandom) | 1;

    /// <summary>The version of a row that was read; the server computes it too, and compares.</summary>
    public static long Next(long version) => (version | 1) + 1;

    public static RowWrite Of(byte[] key, StateRecord record, long version) => new(key, record.Value.ToArray(), record.Expires, version);

    public static RowWrite Deletion(byte[] key, DateTimeOffset now, long version) => new(key, null, now + Memory, version);
}
