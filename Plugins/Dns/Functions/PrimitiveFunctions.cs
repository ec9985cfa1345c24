using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Dns.Functions;

/// <summary>Names and addresses of hosts (manual, node "Simplified DNS functions"); the module <c>dns</c> has what never raises.</summary>
[PluginExport(typeof(IMflModule), "dns names")]
[method: ImportingConstructor]
public sealed class PrimitiveFunctions(IDnsResolver resolver) : IMflModule
{
    private readonly Lookups _lookups = new(resolver);

    /// <summary>The first name of an IPv4 or IPv6 address.</summary>
    /// <exception cref="MflException"><c>e_not_found</c>: it has none; <c>e_failure</c>: it is no address; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed.</exception>
    [MflFunction("primitive_hostname", Raises = "e_failure e_not_found e_temp_failure e_too_many")]
    public async ValueTask<string> HostName(MflContext context, string ip)
    {
        var failure = $"primitive_hostname: cannot resolve IP {ip}";
        if (!ReverseName.TryParse(ip, out var address))
            throw new MflException(MflExceptionCode.Failure, failure);
        var records = await _lookups.RecordsAsync(ReverseName.Of(address), DnsRecordType.Ptr, failure, context.CancellationToken);
        return Lookups.HostNames(records).FirstOrDefault() ?? throw new MflException(MflExceptionCode.NotFound, failure);
    }

    /// <summary>The first address of a host.</summary>
    /// <param name="context">The session.</param>
    /// <param name="host">The host's name.</param>
    /// <param name="domain">What is joined to it by a dot.</param>
    /// <param name="family"><c>RESOLVE_DFL</c>, <c>RESOLVE_IP4</c> or <c>RESOLVE_IP6</c>.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: it has none; <c>e_failure</c>: it is no name; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed; <c>e_range</c>: no such family.</exception>
    [MflFunction("primitive_resolve", Raises = "e_failure e_not_found e_range e_temp_failure e_too_many")]
    public async ValueTask<string> Resolve(MflContext context, string host, string domain = "", long family = (long)AddressChoice.Default)
    {
        if (family is < (long)AddressChoice.Default or > (long)AddressChoice.Six)
            throw new MflException(MflExceptionCode.Range, $"primitive_resolve: no such address family: {family}");
        var name = domain.Length > 0 ? $"{host}.{domain}" : host;
        var failure = $"primitive_resolve: cannot resolve {name}";
        var addresses = await _lookups.AddressesAsync(name, (AddressChoice)family, failure, context.CancellationToken);
        return addresses.Count > 0 ? addresses[0] : throw new MflException(MflExceptionCode.NotFound, failure);
    }

    /// <summary>Whether a domain has name servers of its own.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is no name; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed.</exception>
    [MflFunction("primitive_hasns", Raises = "e_failure e_temp_failure e_too_many")]
    public async ValueTask<bool> HasNameServers(MflContext context, string domain) =>
        (await _lookups.RecordsAsync(domain, DnsRecordType.NS, $"primitive_hasns: cannot get NS records for {domain}", context.CancellationToken)).Count > 0;

    /// <summary>Whether one of the names of an address has that address in turn.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is no address; <c>e_temp_failure</c>, <c>e_too_many</c>: a look-up failed, and no other answered the question.</exception>
    [MflFunction("ptr_validate", Raises = "e_failure e_temp_failure e_too_many")]
    public async ValueTask<bool> ValidatePointer(MflContext context, string ip)
    {
        var failure = $"ptr_validate: failed to get PTR record for {ip}";
        if (!ReverseName.TryParse(ip, out var address))
            throw new MflException(MflExceptionCode.Failure, failure);
        var records = await _lookups.RecordsAsync(ReverseName.Of(address), DnsRecordType.Ptr, failure, context.CancellationToken);
        var addresses = await _lookups.AddressesAsync(
            Lookups.HostNames(records), ReverseName.ChoiceOf(address), $"ptr_validate: cannot resolve the names of {ip}", context.CancellationToken);
        return addresses.Contains(address.ToString(), StringComparer.Ordinal);
    }
}
