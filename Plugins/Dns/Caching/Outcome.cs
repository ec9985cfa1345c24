using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Caching;

/// <summary>How a look-up ended, and how long that holds.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="TimeToLive">How long it holds; zero: it is not kept.</param>
internal readonly record struct Outcome(DnsAnswer Answer, TimeSpan TimeToLive)
{
    public static Outcome Of(DnsStatus status, TimeSpan timeToLive = default) => new(new DnsAnswer(status, [], IsAuthentic: false), timeToLive);
}
