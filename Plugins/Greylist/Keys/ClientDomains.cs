using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>Domains that a client has shown to belong to, so that all machines of a pool are one. What cannot be found out for now counts as not shown.</summary>
/// <param name="spf">Evaluates SPF, if there is a plugin that does.</param>
/// <param name="resolver">Looks up names, if there is a plugin that does.</param>
internal sealed class ClientDomains(ISpfEvaluator? spf, IDnsResolver? resolver)
{
    /// <summary>The sender's domain, or for bounces the name of HELO, if its SPF policy lets the client use it; a policy that lets everybody shows nothing.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no plugin evaluates SPF.</exception>
    public async ValueTask<string?> BySpfAsync(string function, IPAddress client, string helo, string sender, CancellationToken cancellationToken)
    {
        if (spf is null)
            throw Missing(function, "spf", "evaluates SPF policies (ISpfEvaluator)");
        (string local, string domain) = SenderAddress.Split(sender);
        if (local.Length == 0)
            (local, domain) = ("postmaster", helo);
        // A domain that is not a name of the DNS has no policy, and UTF-8 is left to the evaluator.
        if (domain.Length == 0 || domain[0] == '[')
            return null;
        SpfAnswer answer = await spf.CheckHostAsync(client, domain, $"{local}@{domain}", helo, cancellationToken);
        return answer.Result == SpfResult.Pass && !LetsEverybody(answer.Mechanism) ? $"spf={SenderAddress.LowerAscii(domain)}" : null;
    }

    /// <summary>The domain of the name of HELO, if that has the client's address and looks like a server's.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no plugin looks up names.</exception>
    public async ValueTask<string?> ByHeloAsync(string function, IPAddress client, string helo, CancellationToken cancellationToken)
    {
        if (resolver is null)
            throw Missing(function, "helo", "looks up names (IDnsResolver)");
        string name = helo.TrimEnd('.');
        if (!HeloName.IsHost(name) || HeloName.LooksDynamic(name, client))
            return null;
        var type = client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa;
        DnsAnswer answer = await resolver.QueryAsync(name, type, cancellationToken);
        return answer.Records.Any(record => record.Type == type && IPAddress.TryParse(record.Data, out var address) && address.Equals(client))
            ? $"helo={HeloName.Domain(name)}"
            : null;
    }

    private static bool LetsEverybody(string mechanism) => mechanism.TrimStart('+').Equals("all", StringComparison.OrdinalIgnoreCase);

    private static MflException Missing(string function, string method, string what) =>
        new(MflExceptionCode.Failure, $"{function}: method {method} needs a plugin that {what}, and none is loaded");
}
