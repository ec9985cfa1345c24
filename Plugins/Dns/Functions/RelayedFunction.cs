using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Dns.Functions;

/// <summary>Whether this host relays for a domain (manual, node "relayed").</summary>
[PluginExport(typeof(IMflModule), "relayed domains")]
[method: ImportingConstructor]
public sealed class RelayedFunction(RelayedDomainsBlock domains) : IMflModule
{
    /// <summary>Whether the domain, or one that it lies in, stands in a file of relayed domains.</summary>
    [MflFunction("relayed", NonBlocking = true)]
    public bool IsRelayed(string domain) => domains.Contains(domain);
}
