using Postern.Abstractions.Dns;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>The DNS of a test: what its zone says and nothing else. A name that is not there does not exist.</summary>
internal sealed class ZoneResolver(IReadOnlyList<ZoneEntry> zone, TimeProvider time) : IDnsResolver
{
    /// <summary>The most aliases in a row.</summary>
    private const int LongestChain = 8;

    /// <summary>What a server that does not answer costs, on the test's clock: the usual time-out of resolv.conf.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public async ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        string owner = name.TrimEnd('.').ToLowerInvariant();
        for (int aliases = 0; aliases <= LongestChain; aliases++)
        {
            ZoneEntry[] entries = [.. zone.Where(entry => entry.Name == owner)];
            if (Array.Find(entries, entry => entry.Record is null && !entry.IsAuthentic && (entry.Type ?? type) == type) is { } failure)
            {
                if (failure.Status == DnsStatus.TimedOut)
                    await Task.Delay(Silence, time, cancellationToken);
                return Answer(failure.Status, [], entries);
            }

            DnsRecord[] records = [.. entries.Where(entry => entry.Type == type && entry.Record is not null).Select(static entry => entry.Record!)];
            if (records.Length > 0)
                return Answer(DnsStatus.Success, records, entries);
            if (Array.Find(entries, static entry => entry is { Type: DnsRecordType.Cname, Record: not null }) is not { } alias)
                return Answer(Exists(owner) ? DnsStatus.NoData : DnsStatus.NameError, [], entries);
            owner = alias.Record!.Data.ToLowerInvariant();
        }

        return Answer(DnsStatus.ChainTooLong, [], []);
    }

    /// <summary>A name exists when it, or a name below it, has a record or is said to (RFC 8020).</summary>
    private bool Exists(string name) => zone.Any(entry => entry.Status != DnsStatus.NameError
        && (entry.Name == name || (entry.Record is not null && entry.Name.EndsWith("." + name, StringComparison.Ordinal))));

    private static DnsAnswer Answer(DnsStatus status, IReadOnlyList<DnsRecord> records, ZoneEntry[] entries) =>
        new(status, records, Array.Exists(entries, static entry => entry.IsAuthentic));
}
