using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Configuration;
using Postern.Testing.Language;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>
/// Every program under cases/dns runs here and on mailfromd 8.15, which ask the same name server: NSD with the zones of cases/dns/zones. What they print must agree; the cases that
/// differ on purpose stand in cases/dns/differences.txt.
/// </summary>
[TestClass]
public sealed class DnsTests
{
    /// <summary>A zone that the server is told of and cannot load: it fails (SERVFAIL) for its names.</summary>
    private const string LameZone = "lame.test";

    private static readonly string Folder = Path.Combine(DifferentialLab.CasesDirectory, "dns");

    private static readonly IReadOnlyDictionary<string, string> Differences = DeliberateDifferences.Read(Folder);

    private static NameServer? _server;
    private static ReferenceLanguage? _reference;
    private static HostLanguage? _host;

    public static IEnumerable<object[]> Cases => DifferentialCase.Names(Folder).Select(static name => new object[] { name });

    [ClassInitialize]
    public static async Task SetUpAsync(TestContext context)
    {
        var zones = Directory.EnumerateFiles(Path.Combine(Folder, "zones")).ToDictionary(
            static path => Path.GetFileName(path) == "root" ? "." : Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        zones.Add(LameZone, "");
        _server = await NameServer.StartAsync(zones);
        _reference = Reference(_server.ResolvConf);
        _host = await HostAsync(_server.ResolvConf);
    }

    [ClassCleanup]
    public static async Task TearDownAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Program_HereAndOnTheReference_GetsTheSameAnswers(string name)
    {
        var script = DifferentialCase.Read(Path.Combine(DifferentialLab.ReadableCases, "dns"), name);

        string expected = (await _reference!.RunAsync(script)).Describe(script.Path);
        string actual = (await _host!.RunAsync(script)).Describe(script.Path);

        if (Differences.TryGetValue(name, out string? reason))
            Assert.AreNotEqual(expected, actual, $"{name} is listed as a difference ({reason}), but the two agree");
        else
            Assert.AreEqual(expected, actual, name);
    }

    [TestMethod]
    public void Differences_EveryOne_NamesACase() =>
        Assert.AreEqual("", string.Join(' ', Differences.Keys.Except(DifferentialCase.Names(Folder), StringComparer.Ordinal)));

    [TestMethod]
    public async Task Program_ServerThatIsSilent_FailsTheSame()
    {
        // The reference asks port 53 alone, and gives up after half a minute.
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Parse("127.53.53.53"), 53));
        using var folder = new TemporaryFolder("postern-silent");
        string file = folder.Write("resolv.conf", "nameserver 127.53.53.53\n");
        var script = new ScriptRun(DifferentialLab.Write("silent.mfl", """
            require status
            require dns
            func main(...) returns number
            do
              try do echo primitive_resolve("a.test") done catch * do echo "$1 $2" done
              try do echo primitive_hasmx("a.test") done catch * do echo "$1 $2" done
              try do echo primitive_hasns("a.test") done catch * do echo "$1 $2" done
              try do echo primitive_hostname("192.0.2.1") done catch * do echo "$1 $2" done
              try do echo primitive_ismx("a.test", "192.0.2.1") done catch * do echo "$1 $2" done
              try do echo ptr_validate("192.0.2.1") done catch * do echo "$1 $2" done
              try do echo dns_query(DNS_TYPE_TXT, "a.test") done catch * do echo "$1 $2" done
              try do echo dns_query(DNS_TYPE_PTR, "192.0.2.1") done catch * do echo "$1 $2" done
              try do string address "a@a.test" echo address mx matches "x" done catch * do echo "$1 $2" done
              echo resolve("a.test") . hasmx("a.test") . hasns("a.test") . ismx("a.test", "192.0.2.1") . hostname("192.0.2.1")
              return 0
            done
            """));
        var host = await HostAsync(file);

        // One look-up takes the reference all the time there is: they run beside each other.
        string[] lines = [.. File.ReadLines(script.Path)];
        int first = Array.FindIndex(lines, static line => line.Contains("try", StringComparison.Ordinal));
        var expected = new List<Task<ScriptOutcome>>();
        for (int i = first; lines[i].Contains("try", StringComparison.Ordinal); i++)
            expected.Add(Reference(file).RunAsync(new ScriptRun(DifferentialLab.Write($"silent{i}.mfl", string.Join('\n', [.. lines[..first], lines[i], "return 0 done"])))));

        string[] actual = (await host.RunAsync(script)).Output.Split('\n');
        string[] outputs = [.. (await Task.WhenAll(expected)).Select(static outcome => outcome.Output.TrimEnd())];
        Assert.AreEqual(string.Join('\n', outputs), string.Join('\n', actual[..outputs.Length]));
        Assert.AreEqual("0000192.0.2.1", actual[outputs.Length]);
    }

    private static string RelayedDomains => Path.Combine(DifferentialLab.ReadableCases, "dns/relayed-domains");

    private static ReferenceLanguage Reference(string resolvConf) => new(DifferentialLab.MakeFolder("dns-state"))
    {
        Options = [$"--resolv-conf-file={resolvConf}", $"--relayed-domain-file={RelayedDomains}"],
        Limit = TimeSpan.FromMinutes(2),
    };

    private static Task<HostLanguage> HostAsync(string resolvConf) => HostLanguage.LoadAsync(
        DifferentialLab.MakeFolder("dns-host"),
        new ConfigurationStatement("resolver", [], [Setting("config", resolvConf), Setting("timeout", "1"), Setting("attempts", "1"), Setting("failure-ttl", "60")], default),
        Setting("relayed-domain-file", RelayedDomains));

    private static ConfigurationStatement Setting(string keyword, string value) => new(keyword, [new ConfigurationValue(value, null, default)], null, default);
}
