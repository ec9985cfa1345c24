using Postern.Abstractions.Dns;

namespace Postern.Plugins.Greylist.Tests.Keys;

/// <summary>Knows addresses of names.</summary>
internal sealed class FakeResolver : IDnsResolver
{
    /// <summary>Names and addresses.</summary>
    public Dictionary<string, string[]> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    public DnsStatus Otherwise { get; set; } = DnsStatus.NameError;

    public List<string> Asked { get; } = [];

    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        Asked.Add($"{name} {type}");
        var records = Hosts.GetValueOrDefault(name, [])
            .Where(address => address.Contains(':', StringComparison.Ordinal) == (type == DnsRecordType.Aaaa))
            .Select(address => new DnsRecord(type, name, 0, address, TimeSpan.FromMinutes(5))).ToArray();
        return ValueTask.FromResult(new DnsAnswer(records.Length > 0 ? DnsStatus.Success : Otherwise, records, IsAuthentic: false));
    }
}
