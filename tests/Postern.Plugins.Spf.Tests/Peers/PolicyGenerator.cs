using System.Globalization;
using System.Text.Json;

namespace Postern.Plugins.Spf.Peers;

/// <summary>Makes zones of domains that refer to each other, most with right policies, and a client that often is in one of their networks.</summary>
internal sealed class PolicyGenerator(int seed)
{
    private const int Domains = 6;

    private static readonly string[] Addresses =
        ["192.0.2.1", "192.0.2.77", "198.51.100.9", "203.0.113.200", "2001:db8::1", "2001:db8:1::25"];

    private static readonly string[] Macros =
        ["%{i}", "%{ir}", "%{l}", "%{l1r-}", "%{o}", "%{d}", "%{d2}", "%{s}", "%{h}", "%{v}", "%{p}", "%{dr}", "%{L}", "%{o1}"];

    private static readonly string[] Faults =
        ["ip4:1.2.3", "ip4:192.0.2.1/33", "ip6:2001:db8::1/129", "a:", "include", "exists", "foo", "all:x", "mx:%{z}.d0.test", "a:d0", "redirect=", "exp=x y=", "ip4", "a/024", "ptr:", "%{l}"];

    private readonly Random _dice = new(seed);

    public SpfCase Next(int number)
    {
        var zone = new Dictionary<string, List<JsonElement[]>>();
        for (int i = 0; i < Domains; i++)
            AddDomain(zone, $"d{i}.test");
        string ip = Pick(Addresses);
        string reverse = ip.Contains(':', StringComparison.Ordinal)
            ? Postern.Plugins.Spf.Macros.MacroExpander.ReverseName(System.Net.IPAddress.Parse(ip))
            : string.Join('.', ip.Split('.').Reverse()) + ".in-addr.arpa";
        zone[reverse] = [.. Enumerable.Range(0, _dice.Next(3)).Select(_ => Record("PTR", _dice.Next(2) == 0 ? Domain() : $"h{_dice.Next(3)}.{Domain()}"))];
        return new SpfCase
        {
            Name = number.ToString(CultureInfo.InvariantCulture),
            Zone = zone,
            Helo = $"h{_dice.Next(3)}.d{_dice.Next(Domains)}.test",
            Ip = ip,
            Sender = $"{Pick(["user", "a-b-c", "x.y", "U", "strong-bad"])}@d{_dice.Next(Domains)}.test",
        };
    }

    private static JsonElement[] Record(string type, object value) => [JsonSerializer.SerializeToElement(type), JsonSerializer.SerializeToElement(value)];

    private void AddDomain(Dictionary<string, List<JsonElement[]>> zone, string name)
    {
        var own = new List<JsonElement[]>();
        zone[name] = own;
        int policies = _dice.Next(20) switch { 0 => 0, 1 => 2, _ => 1 };
        for (int i = 0; i < policies; i++)
            own.Add(Record("TXT", Policy(name)));
        AddAddresses(own);
        for (int i = _dice.Next(3); i > 0; i--)
            own.Add(Record("MX", new object[] { _dice.Next(20), $"h{_dice.Next(3)}.{Domain()}" }));
        for (int i = 0; i < 3; i++)
        {
            var host = new List<JsonElement[]>();
            zone[$"h{i}.{name}"] = host;
            if (_dice.Next(12) == 0)
                host.Add(Record("*", "TIMEOUT"));
            else
                AddAddresses(host);
        }
    }

    private void AddAddresses(List<JsonElement[]> records)
    {
        foreach (string address in Addresses.Where(_ => _dice.Next(5) == 0))
            records.Add(Record(address.Contains(':', StringComparison.Ordinal) ? "AAAA" : "A", address));
    }

    private string Policy(string name)
    {
        var terms = new List<string> { "v=spf1" };
        for (int i = _dice.Next(5); i > 0; i--)
            terms.Add(Qualifier() + Mechanism(name));
        if (_dice.Next(12) == 0)
            terms.Insert(_dice.Next(1, terms.Count + 1), Pick(Faults));
        if (_dice.Next(8) == 0)
            terms.Add($"{Pick(["foo", "x-y", "a.b"])}={Pick(["bar", "%{i}", "%{d}/x"])}");
        terms.Add(_dice.Next(4) switch
        {
            0 => $"redirect={Target()}",
            1 => "-all",
            2 => Qualifier() + "all",
            _ => "",
        });
        return string.Join(' ', terms).TrimEnd();
    }

    private string Mechanism(string name) => _dice.Next(8) switch
    {
        0 => $"ip4:{Addresses[_dice.Next(4)]}{Pick(["", "/32", "/24", "/8", "/0"])}",
        1 => $"ip6:{Addresses[_dice.Next(4, 6)]}{Pick(["", "/128", "/48", "/32", "/0"])}",
        2 => $"a{OptionalTarget()}{Lengths()}",
        3 => $"mx{OptionalTarget()}{Lengths()}",
        4 => $"include:{OtherDomain(name)}",
        5 => $"exists:{Target()}",
        6 => $"ptr{OptionalTarget()}",
        _ => $"a:{Target()}",
    };

    private string Lengths() => Pick(["", "", "", "/24", "//64", "/16//32"]);

    private string OptionalTarget() => _dice.Next(2) == 0 ? "" : ":" + Target();

    private string Target() => _dice.Next(4) switch
    {
        0 => $"{Pick(Macros)}.{Domain()}",
        1 => $"h{_dice.Next(3)}.{Domain()}",
        2 => $"{Pick(Macros)}",
        _ => Domain(),
    };

    private string Domain() => $"d{_dice.Next(Domains)}.test";

    // Python calls a record wrong that includes itself, even where its evaluation does not get there.
    private string OtherDomain(string name)
    {
        string other = Domain();
        return other == name ? "elsewhere.test" : other;
    }

    private string Qualifier() => Pick(["", "", "+", "-", "~", "?"]);

    private string Pick(string[] choices) => choices[_dice.Next(choices.Length)];
}
