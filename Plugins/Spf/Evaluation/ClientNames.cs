using System.Net;
using Postern.Abstractions.Dns;
using Postern.Plugins.Spf.Macros;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>The names of the client that look back to its address (RFC 7208 section 5.5), for <c>ptr</c> and the macro <c>p</c>.</summary>
internal sealed class ClientNames(SpfLookups lookups, IPAddress client)
{
    private const string Unknown = "unknown";

    private readonly Dictionary<string, bool> _validated = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string>? _claimed;

    /// <summary>Whether a validated name is the domain or one below it. A look-up that fails finds no name.</summary>
    public async ValueTask<bool> AreInAsync(string domain) => (await FindAsync(name => IsIn(name, domain))).Length > 0;

    /// <summary>The macro <c>p</c>: the domain itself if validated, else a name below it, else any, else <c>unknown</c>.</summary>
    public async ValueTask<string> BestForAsync(string domain)
    {
        foreach (Func<string, bool> isWanted in new Func<string, bool>[]
        {
            name => name.Equals(domain, StringComparison.OrdinalIgnoreCase),
            name => IsIn(name, domain),
            static _ => true,
        })
        {
            if (await FindAsync(isWanted) is { Length: > 0 } found)
                return found;
        }

        return Unknown;
    }

    private static bool IsIn(string name, string domain) =>
        name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');

    private async ValueTask<string> FindAsync(Func<string, bool> isWanted)
    {
        _claimed ??= await ReadAsync();
        foreach (string name in _claimed.Where(isWanted))
        {
            if (!_validated.TryGetValue(name, out bool isValid))
                _validated[name] = isValid = await LooksBackAsync(name);
            if (isValid)
                return name;
        }

        return "";
    }

    private async ValueTask<bool> LooksBackAsync(string name)
    {
        DnsAnswer addresses = await lookups.AddressesAsync(name);
        return addresses.Records.Any(record => IPAddress.TryParse(record.Data, out IPAddress? address) && address.Equals(client));
    }

    private async ValueTask<IReadOnlyList<string>> ReadAsync()
    {
        string reverse = MacroExpander.ReverseName(client);
        DnsAnswer answer = await lookups.QueryCountedAsync(reverse, DnsRecordType.Ptr);
        return [.. answer.Records.Take(SpfLookups.MostNames).Select(static record => record.Data).Where(SpfDomain.IsName)];
    }
}
