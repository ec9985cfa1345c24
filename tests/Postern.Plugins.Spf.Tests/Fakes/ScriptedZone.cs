using Postern.Abstractions.Dns;

namespace Postern.Plugins.Spf.Fakes;

/// <summary>The DNS of a test. A name without records does not exist; aliases are followed.</summary>
internal sealed class ScriptedZone : IDnsResolver
{
    private const int LongestChain = 10;

    private readonly Dictionary<string, List<DnsRecord>> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Name, DnsRecordType? Type), DnsStatus> _failures = [];

    /// <summary>Set: look-ups end when they are cancelled only.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The look-ups so far: <c>MX example.test</c>.</summary>
    public List<string> Asked { get; } = [];

    public ScriptedZone Add(string name, DnsRecordType type, string data, int preference = 0)
    {
        if (!_records.TryGetValue(name, out List<DnsRecord>? records))
            _records[name] = records = [];
        records.Add(new DnsRecord(type, name, preference, data, TimeSpan.FromMinutes(5)));
        return this;
    }

    /// <summary>Lets look-ups of a name fail, of one type or of all.</summary>
    public ScriptedZone Fail(string name, DnsRecordType? type = null, DnsStatus status = DnsStatus.TimedOut)
    {
        _failures[(name.ToLowerInvariant(), type)] = status;
        return this;
    }

    public async ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add($"{type.ToString().ToUpperInvariant()} {name}");
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        string owner = name.TrimEnd('.').ToLowerInvariant();
        for (int i = 0; i < LongestChain; i++)
        {
            if (_failures.TryGetValue((owner, type), out DnsStatus status))
                return new DnsAnswer(status, [], false);
            DnsRecord[] found = _records.TryGetValue(owner, out List<DnsRecord>? records) ? [.. records.Where(record => record.Type == type)] : [];
            if (found.Length > 0)
                return new DnsAnswer(DnsStatus.Success, found, false);
            if (_failures.TryGetValue((owner, null), out status))
                return new DnsAnswer(status, [], false);
            if (records is null)
                return new DnsAnswer(DnsStatus.NameError, [], false);
            if (records.Find(static record => record.Type == DnsRecordType.Cname) is not { } alias)
                return new DnsAnswer(DnsStatus.NoData, [], false);
            owner = alias.Data.TrimEnd('.').ToLowerInvariant();
        }

        return new DnsAnswer(DnsStatus.ChainTooLong, [], false);
    }
}
