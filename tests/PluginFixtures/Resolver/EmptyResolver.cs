using Postern.Abstractions;
using Postern.Abstractions.Dns;

namespace Resolver;

[PluginExport(typeof(IDnsResolver), "empty")]
public sealed class EmptyResolver : IDnsResolver
{
    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DnsAnswer(DnsStatus.NameError, [], IsAuthentic: false));
}
