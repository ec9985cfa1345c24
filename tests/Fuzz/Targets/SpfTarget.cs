using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Hosting;
using Postern.Plugins.Spf;

namespace Postern.Fuzz.Targets;

/// <summary>An SPF record, in a DNS where every name has this record and others: an evaluation ends, within the limits of RFC 7208.</summary>
internal sealed class SpfTarget : IFuzzTarget
{
    // Ten terms, each with a look-up for every one of ten exchangers or names, and the records themselves.
    private const int MostLookups = 10 * 12;

    public string Name => "spf";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx/24//64 ptr:a.test exists:%{ir}.%{v}._spf.%{d2} include:b.test ~all", "v=spf1 redirect=%{l1r-+=}.c.test exp=%{s}.test x=%{h}",
        "v=spf1 -exists:%{L9r.-}.%{p}.test ?a:%{o}/0 +mx:%%.test -all exp=e.test", "%{c} %{r} %{t} is not%_one%-of %{D}'s mailers",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "%{", "}", "%", "r", "10", "0", "/", "//", ":", "=", " ", ".", "-", "include:", "redirect=", "exp=", "exists:", "ptr", "mx", "a", "all", "ip4:", "ip6:", "\u00ff", "::", "129",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 20_000;

    public async ValueTask<string?> CheckAsync(byte[] input)
    {
        string record = Encoding.Latin1.GetString(input);
        var resolver = new EverywhereResolver(record);
        SpfAnswer answer = await new SpfEvaluator(resolver, new Host()).CheckHostAsync(
            IPAddress.Parse(input.Length % 2 == 0 ? "192.0.2.1" : "2001:db8::1"), "a.test", record.Length > 64 ? record[..64] : record, record, CancellationToken.None);
        if (answer.Explanation.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return $"an explanation that is not printable: {answer.Explanation}";
        return resolver.Count > MostLookups ? $"{resolver.Count} look-ups" : null;
    }

    private sealed class EverywhereResolver(string record) : IDnsResolver
    {
        public int Count { get; private set; }

        public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
        {
            Count++;
            string[] data = type switch
            {
                DnsRecordType.Txt => [record],
                DnsRecordType.A => ["192.0.2.77"],
                DnsRecordType.Aaaa => ["2001:db8::77"],
                _ => [.. Enumerable.Range(0, name.Length % 13).Select(static i => $"n{i}.test")],
            };
            DnsStatus status = name.Length % 17 == 0 ? DnsStatus.NameError : data.Length == 0 ? DnsStatus.NoData : DnsStatus.Success;
            DnsRecord[] records = status == DnsStatus.Success ? [.. data.Select(item => new DnsRecord(type, name, 0, item, TimeSpan.Zero))] : [];
            return ValueTask.FromResult(new DnsAnswer(status, records, false));
        }
    }

    private sealed class Host : IHostEnvironment
    {
        public string StateDirectory => "/";

        public string PluginDirectory => "/";

        public TimeProvider Time => TimeProvider.System;

        public ILoggerFactory Loggers => NullLoggerFactory.Instance;
    }
}
