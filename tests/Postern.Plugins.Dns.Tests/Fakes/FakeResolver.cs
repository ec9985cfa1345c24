using System.Collections.Concurrent;
using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Tests.Fakes;

/// <summary>A resolver whose answers a test sets; what is not set does not exist.</summary>
internal sealed class FakeResolver : IDnsResolver
{
    private readonly Dictionary<(string Name, DnsRecordType Type), DnsAnswer> _answers = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    public FakeResolver Add(string name, DnsRecordType type, params string[] data)
    {
        _answers[(name, type)] = new DnsAnswer(
            DnsStatus.Success, [.. data.Select((text, i) => new DnsRecord(type, name, i, text, TimeSpan.FromMinutes(1)))], IsAuthentic: false);
        return this;
    }

    public FakeResolver Fail(string name, DnsRecordType type, DnsStatus status)
    {
        _answers[(name, type)] = new DnsAnswer(status, [], IsAuthentic: false);
        return this;
    }

    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"{name} {type}");
        return ValueTask.FromResult(_answers.GetValueOrDefault((name, type)) ?? new DnsAnswer(DnsStatus.NameError, [], IsAuthentic: false));
    }
}
