using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Dns.Functions;

/// <summary>Mail exchangers (manual, nodes "Simplified DNS functions" and "Special comparisons").</summary>
[PluginExport(typeof(IMflModule), "dns exchangers")]
[method: ImportingConstructor]
public sealed class ExchangerFunctions(IDnsResolver resolver) : IMflModule
{
    private readonly Lookups _lookups = new(resolver);

    /// <summary>Whether a domain has MX records.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is no name; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed.</exception>
    [MflFunction("primitive_hasmx", Raises = "e_failure e_temp_failure e_too_many")]
    public async ValueTask<bool> HasExchangers(MflContext context, string domain)
    {
        var records = await _lookups.RecordsAsync(domain, DnsRecordType.MX, $"primitive_hasmx: cannot get MX records for {domain}", context.CancellationToken);
        return Lookups.HostNames(records, hasNone: true).Any();
    }

    /// <summary>Whether a host is one of a domain's mail exchangers.</summary>
    /// <param name="context">The session.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="host">The host's address or name.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: the domain has no exchangers, or the host no address; <c>e_failure</c>: one of them is no name; <c>e_temp_failure</c>, <c>e_too_many</c>: a look-up failed.</exception>
    [MflFunction("primitive_ismx", Raises = "e_failure e_not_found e_temp_failure e_too_many")]
    public async ValueTask<bool> IsExchanger(MflContext context, string domain, string host)
    {
        IReadOnlyList<string> addresses;
        var choice = AddressChoice.Default;
        if (ReverseName.TryParse(host, out var address))
        {
            addresses = [address.ToString()];
            choice = ReverseName.ChoiceOf(address);
        }
        else
        {
            var unknown = $"primitive_ismx: cannot resolve host name {host}";
            addresses = await _lookups.AddressesAsync(host, choice, unknown, context.CancellationToken);
            if (addresses.Count == 0)
                throw new MflException(MflExceptionCode.NotFound, unknown);
        }

        var failure = $"primitive_ismx: cannot get MXs for {domain}";
        var records = await _lookups.RecordsAsync(domain, DnsRecordType.MX, failure, context.CancellationToken);
        var exchangers = await _lookups.AddressesAsync(Lookups.HostNames(Lookups.ByPreference(records)), choice, failure, context.CancellationToken);
        return exchangers.Count > 0 ? exchangers.Intersect(addresses, StringComparer.Ordinal).Any() : throw new MflException(MflExceptionCode.NotFound, failure);
    }

    /// <summary>The names of the mail exchangers of an e-mail address's domain, or of a domain, as words, by preference: what <c>mx matches</c> and <c>mx fnmatches</c> look at.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: it is no name; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed.</exception>
    [MflFunction("mx_hosts", Raises = "e_failure e_temp_failure e_too_many")]
    public async ValueTask<string> ExchangerNames(MflContext context, string address)
    {
        var domain = address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var records = await _lookups.RecordsAsync(domain, DnsRecordType.MX, $"cannot get MXs for {domain}", context.CancellationToken);
        return string.Join(' ', Lookups.HostNames(Lookups.ByPreference(records)));
    }
}
