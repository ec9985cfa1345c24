using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>What an address list consists of (manual, node "Email processing functions").</summary>
[PluginExport(typeof(IMflModule), "email")]
public sealed class EmailFunctions : IMflModule
{
    /// <summary>
    /// What a list of addresses (RFC 5322 §3.4) contains: a sum of 1 (several addresses), 2 (comments behind an address in angle brackets), 4 (a
    /// personal name), 8 (a local part), 16 (a domain) and 32 (a route); but for 1 they are those of the first
    /// address. 0 for what is no address list.
    /// </summary>
    [MflFunction("email_map", NonBlocking = true, Pure = true)]
    public static long Map(string addresses) => (long)AddressListScanner.Scan(addresses);
}
