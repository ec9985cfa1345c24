using System.Security.Cryptography;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary>
/// Remembers which records were imported, and finds out whether they are all there. Keys are kept as 64 bits of their SHA-256: some 40 MB for a million.
/// </summary>
internal sealed class ImportedRecords
{
    private readonly Dictionary<ulong, long> _expiryTicks = [];

    public void Add(ReadOnlySpan<byte> key, DateTimeOffset? expires) => _expiryTicks[Hash(key)] = expires?.UtcTicks ?? long.MaxValue;

    /// <summary>How many records are not in a table that should be; those that have expired need not be. Forgets them all.</summary>
    public async Task<long> CountMissingAsync(IStateTable table, TimeProvider time, CancellationToken cancellationToken)
    {
        await foreach (StateEntry entry in table.EnumerateAsync(cancellationToken))
            _expiryTicks.Remove(Hash(entry.Key.Span));
        long now = time.GetUtcNow().UtcTicks;
        long missing = _expiryTicks.Values.LongCount(ticks => ticks > now);
        _expiryTicks.Clear();
        return missing;
    }

    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, sum);
        return BitConverter.ToUInt64(sum);
    }
}
