namespace Postern.Plugins.Dns;

/// <summary>What the block <c>resolver</c> says.</summary>
internal sealed record ResolverSettings
{
    /// <summary>How long one server is waited for when neither the block nor resolv.conf says.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How often the servers are asked when neither says.</summary>
    public const int DefaultAttempts = 2;

    /// <summary>resolv.conf.</summary>
    public string File { get; init; } = "/etc/resolv.conf";

    /// <summary>The most aliases that are followed for one look-up.</summary>
    public int MostAliases { get; init; } = 2;

    /// <summary>How long one server is waited for; <see langword="null"/>: what resolv.conf says.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often the servers are asked; <see langword="null"/>: what resolv.conf says.</summary>
    public int? Attempts { get; init; }

    /// <summary>The longest that a look-up takes, whatever it needs: below the 30 seconds that Postfix waits for the answer to a command.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most look-ups at the servers at one time; others wait.</summary>
    public int MostQueries { get; init; } = 256;

    /// <summary>The most outcomes that are kept; 0: none are.</summary>
    public int CacheEntries { get; init; } = 20_000;

    /// <summary>The most memory for them, in bytes.</summary>
    public long CacheBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Outcomes are kept at least this long, whatever their records say.</summary>
    public TimeSpan LeastTimeToLive { get; init; }

    /// <summary>Records are kept at most this long.</summary>
    public TimeSpan MostTimeToLive { get; init; } = TimeSpan.FromDays(1);

    /// <summary>That there is nothing is believed at most this long (RFC 2308 §5).</summary>
    public TimeSpan MostNegativeTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>That nobody gave an answer is kept this long, so that a name whose servers are down does not cost every message its time (RFC 9520 §3.2).</summary>
    public TimeSpan FailureTimeToLive { get; init; } = TimeSpan.FromSeconds(5);
}
