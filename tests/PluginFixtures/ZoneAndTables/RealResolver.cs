using Postern.Abstractions;
using Postern.Abstractions.Dns;

namespace ZoneAndTables;

/// <summary>Stands for the resolver of a running host, which a test must never ask.</summary>
[PluginExport(typeof(IDnsResolver), "real")]
public sealed class RealResolver : IDnsResolver
{
    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a test must not ask the real DNS");
}
