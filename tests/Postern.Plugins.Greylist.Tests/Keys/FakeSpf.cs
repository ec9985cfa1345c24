using System.Net;
using Postern.Abstractions.Authentication;

namespace Postern.Plugins.Greylist.Tests.Keys;

/// <summary>Evaluates policies that are lists of addresses.</summary>
internal sealed class FakeSpf : ISpfEvaluator
{
    /// <summary>Domains, and from where their mail may come.</summary>
    public Dictionary<string, string[]> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>The answer for all others.</summary>
    public SpfResult Otherwise { get; set; } = SpfResult.None;

    public string Mechanism { get; set; } = "ip4:192.0.2.0/24";

    public List<string> Asked { get; } = [];

    public ValueTask<SpfAnswer> CheckHostAsync(IPAddress client, string domain, string sender, string helo, CancellationToken cancellationToken)
    {
        Asked.Add($"{client} {domain} {sender} {helo}");
        bool passes = Policies.TryGetValue(domain, out var addresses) && addresses.Contains(client.ToString(), StringComparer.Ordinal);
        return ValueTask.FromResult(new SpfAnswer(passes ? SpfResult.Pass : Otherwise, passes ? Mechanism : "", domain, "", ""));
    }
}
