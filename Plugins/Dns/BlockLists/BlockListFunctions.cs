using System.Composition;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Dns.Functions;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.BlockLists;

/// <summary>
/// Several lists asked at the same time, with weights. After a call <c>dnsbl_hits</c> has the zones that list what was asked for, <c>dnsbl_failures</c> those that gave no answer.
/// </summary>
[PluginExport(typeof(IMflModule), "dns block lists")]
[MflVariable("dnsbl_hits", "")]
[MflVariable("dnsbl_failures", "")]
[method: ImportingConstructor]
public sealed class BlockListFunctions(IDnsResolver resolver) : IMflModule
{
    private const int MostSites = 64;

    /// <summary>The sum of the weights of the lists that an address is on.</summary>
    /// <param name="context">The session.</param>
    /// <param name="ip">An IPv4 or IPv6 address.</param>
    /// <param name="sites">The lists, separated by blanks or commas: <c>ZONE[=FILTER][*WEIGHT]</c>.</param>
    /// <exception cref="MflException"><c>e_invip</c>: it is no address; <c>e_inval</c>: a list is not written like that.</exception>
    [MflFunction("dnsbl_score", Raises = "e_invip e_inval")]
    public ValueTask<long> ScoreAddress(MflContext context, string ip, string sites) => ReverseName.TryParse(ip, out var address)
        ? ScoreAsync(context, "dnsbl_score", ReverseName.Labels(address), sites)
        : throw new MflException(MflExceptionCode.InvalidIp, $"dnsbl_score: invalid IP address ({ip})");

    /// <summary>The sum of the weights of the lists that a domain is on.</summary>
    /// <param name="context">The session.</param>
    /// <param name="domain">The domain, or an e-mail address in it.</param>
    /// <param name="sites">As for <c>dnsbl_score</c>.</param>
    /// <exception cref="MflException"><c>e_failure</c>: it is no domain; <c>e_inval</c>: a list is not written as it should be.</exception>
    [MflFunction("rhsbl_score", Raises = "e_failure e_inval")]
    public ValueTask<long> ScoreDomain(MflContext context, string domain, string sites)
    {
        var name = domain[(domain.LastIndexOf('@') + 1)..].TrimEnd('.');
        return name.Length > 0 && (!Ascii.IsValid(name) || DnsName.TryParse(name, out _))
            ? ScoreAsync(context, "rhsbl_score", name, sites)
            : throw new MflException(MflExceptionCode.Failure, $"rhsbl_score: invalid domain ({domain})");
    }

    private async ValueTask<long> ScoreAsync(MflContext context, string function, string name, string text)
    {
        var sites = Parse(function, text);
        var lookups = sites.ConvertAll(site => resolver.QueryAsync($"{name}.{site.Zone}", DnsRecordType.A, context.CancellationToken).AsTask());
        long score = 0;
        var hits = new List<string>();
        var failures = new List<string>();
        for (var i = 0; i < sites.Count; i++)
        {
            var answer = await lookups[i];
            if (answer.Status is not (DnsStatus.Success or DnsStatus.NoData or DnsStatus.NameError))
                failures.Add(sites[i].Zone);
            if (!answer.Records.Any(record => sites[i].Filter.Contains(record.Data)))
                continue;
            score += sites[i].Weight;
            hits.Add(sites[i].Zone);
        }

        context.SetVariable("dnsbl_hits", new MflValue(string.Join(' ', hits)));
        context.SetVariable("dnsbl_failures", new MflValue(string.Join(' ', failures)));
        return score;
    }

    private static List<ListSite> Parse(string function, string text)
    {
        var words = text.Split([' ', '\t', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostSites)
            throw new MflException(MflExceptionCode.Invalid, $"{function}: {words.Length} lists, at most {MostSites} are asked");
        var sites = new List<ListSite>(words.Length);
        foreach (var word in words)
        {
            if (!ListSite.TryParse(word, out var site, out var problem) || !DnsName.TryParse(site.Zone, out _))
                throw new MflException(MflExceptionCode.Invalid, $"{function}: {word}: {(problem.Length > 0 ? problem : "the zone is no domain")}; expected ZONE[=FILTER][*WEIGHT]");
            sites.Add(site);
        }

        return sites;
    }
}
