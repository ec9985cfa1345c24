using System.Text.Json;
using Postern.Abstractions.Dns;
using Postern.Plugins.Spf.Fakes;

namespace Postern.Plugins.Spf.Peers;

/// <summary>A question with its zone, as the peers' programs write and read them.</summary>
internal sealed record SpfCase
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Name { get; init; } = "";

    /// <summary>Name to records; a record is its type and its value.</summary>
    public Dictionary<string, List<JsonElement[]>> Zone { get; init; } = [];

    public string Helo { get; init; } = "";

    public string Ip { get; init; } = "";

    public string Sender { get; init; } = "";

    public IReadOnlyList<string> Results { get; init; } = [];

    public string? Explanation { get; init; }

    /// <summary>The identity's domain: that of HELO for a null sender.</summary>
    public string Domain => Sender.Length == 0 ? Helo : Sender[(Sender.LastIndexOf('@') + 1)..];

    public static SpfCase Parse(string line) => JsonSerializer.Deserialize<SpfCase>(line, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public ScriptedZone MakeZone()
    {
        var zone = new ScriptedZone();
        foreach ((string name, List<JsonElement[]> records) in Zone)
        {
            foreach (JsonElement[] record in records)
                Add(zone, name, record[0].GetString()!, record[1]);
        }

        return zone;
    }

    private static void Add(ScriptedZone zone, string name, string kind, JsonElement value)
    {
        DnsRecordType? type = kind == "*" ? null : Enum.Parse<DnsRecordType>(kind, ignoreCase: true);
        if (value is { ValueKind: JsonValueKind.String } && value.GetString() == "TIMEOUT")
            zone.Fail(name, type);
        else if (type == DnsRecordType.MX)
            zone.Add(name, DnsRecordType.MX, value[1].GetString()!, value[0].GetInt32());
        else
        {
            // The strings of a TXT record are joined; text outside ASCII comes as bytes.
            string text = value.ValueKind == JsonValueKind.Array ? string.Concat(value.EnumerateArray().Select(static part => part.GetString())) : value.GetString()!;
            zone.Add(name, type!.Value, System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }
}
