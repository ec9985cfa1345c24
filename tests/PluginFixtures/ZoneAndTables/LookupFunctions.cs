using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace ZoneAndTables;

/// <summary>Asks whatever resolver the plugin is given.</summary>
[PluginExport(typeof(IMflModule), "fixture-lookups")]
public sealed class LookupFunctions(IDnsResolver resolver) : IMflModule
{
    [MflFunction("fixture_lookup")]
    public async ValueTask<string> LookUp(MflContext context, string name, string type)
    {
        DnsAnswer answer = await resolver.QueryAsync(name, Enum.Parse<DnsRecordType>(type, ignoreCase: true), context.CancellationToken);
        string records = string.Join(',', answer.Records.Select(record => record.Preference > 0 ? $"{record.Preference} {record.Data}" : record.Data));
        return $"{answer.Status}{(answer.IsAuthentic ? " authentic" : "")} {records}".TrimEnd();
    }
}
