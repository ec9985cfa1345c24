using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Hosting;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dns.Tests;

/// <summary>The resolver as plugins see it, against a real server.</summary>
[TestClass]
public sealed class StubResolverTests
{
    private const string Zone = """
        $ORIGIN example.test.
        $TTL 3600
        @ IN SOA ns root 1 3600 600 86400 60
        @ NS ns
        @ MX 20 mx2
        @ MX 10 mx1
        @ TXT "v=spf1 -all"
        ns A 192.0.2.53
        mx1 AAAA 2001:db8::25
        www CNAME mx1
        _smtp._tcp SRV 1 2 25 mx1
        _25._tcp TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        xn--bcher-kva A 192.0.2.82
        lo\.cal A 192.0.2.83
        large TXT
        """;

    private static NameServer? _server;
    private static StubResolver? _resolver;

    [ClassInitialize]
    public static async Task SetUpAsync(TestContext context)
    {
        string large = string.Concat(Enumerable.Range(0, 100).Select(static i => $" \"{new string((char)('a' + (i % 26)), 100)}\""));
        _server = await NameServer.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["example.test"] = Zone + large + "\n",
            ["lame.test"] = "",
        });
        var block = new ResolverBlock();
        block.Configure(new ConfigurationStatement(
            "resolver", [], [new ConfigurationStatement("config", [new ConfigurationValue(_server.ResolvConf, null, default)], null, default)], default));
        _resolver = new StubResolver(block, new HostEnvironment());
    }

    [ClassCleanup]
    public static async Task TearDownAsync()
    {
        if (_resolver is not null)
            await _resolver.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestMethod]
    [DataRow("example.test", DnsRecordType.MX, "Success 20 mx2.example.test 10 mx1.example.test")]
    [DataRow("Example.Test.", DnsRecordType.Txt, "Success 0 v=spf1 -all")]
    [DataRow("example.test", DnsRecordType.NS, "Success 0 ns.example.test")]
    [DataRow("example.test", DnsRecordType.Soa, "Success 0 ns.example.test root.example.test 1 3600 600 86400 60")]
    [DataRow("www.example.test", DnsRecordType.Aaaa, "Success 0 2001:db8::25")]
    [DataRow("www.example.test", DnsRecordType.Cname, "Success 0 mx1.example.test")]
    [DataRow("_smtp._tcp.example.test", DnsRecordType.Srv, "Success 1 2 25 mx1.example.test")]
    [DataRow("_25._tcp.example.test", DnsRecordType.Tlsa, "Success 0 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [DataRow("b\u00c3\u00bccher.example.test", DnsRecordType.A, "Success 0 192.0.2.82")]
    [DataRow(@"lo\.cal.example.test", DnsRecordType.A, "Success 0 192.0.2.83")]
    [DataRow("example.test", DnsRecordType.A, "NoData")]
    [DataRow("_tcp.example.test", DnsRecordType.A, "NoData")]
    [DataRow("nope.example.test", DnsRecordType.A, "NameError")]
    [DataRow("a.lame.test", DnsRecordType.A, "ServerFailure")]
    [DataRow("a.elsewhere", DnsRecordType.A, "Refused")]
    [DataRow("a..b", DnsRecordType.A, "NameError")]
    [DataRow("\u00e4.example.test", DnsRecordType.A, "NameError")]
    [DataRow("localhost", DnsRecordType.A, "Success 0 127.0.0.1")]
    [DataRow("a.LocalHost.", DnsRecordType.Aaaa, "Success 0 ::1")]
    [DataRow("localhost", DnsRecordType.MX, "NoData")]
    [DataRow("a.invalid", DnsRecordType.A, "NameError")]
    [DataRow("a.onion", DnsRecordType.Txt, "NameError")]
    public async Task Query_RealServer_HasAStatusAndRecords(string name, DnsRecordType type, string expected)
    {
        var answer = await _resolver!.QueryAsync(name, type, CancellationToken.None);

        Assert.AreEqual(expected, string.Join(' ', answer.Records.Select(static record => $"{record.Preference} {record.Data}").Prepend(answer.Status.ToString())));
    }

    [TestMethod]
    public async Task Query_AnswerThatFitsNoDatagram_ComesOverTcp() =>
        Assert.AreEqual(10_000, (await _resolver!.QueryAsync("large.example.test", DnsRecordType.Txt, CancellationToken.None)).Records.Single().Data.Length);

    [TestMethod]
    public async Task Query_Cancelled_EndsTheWait()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _resolver!.QueryAsync("example.test", DnsRecordType.A, cancel.Token));
    }

    private sealed class HostEnvironment : IHostEnvironment
    {
        public string StateDirectory => Path.GetTempPath();

        public string PluginDirectory => Path.GetTempPath();

        public TimeProvider Time => TimeProvider.System;

        public ILoggerFactory Loggers => NullLoggerFactory.Instance;
    }
}
