using System.Composition;
using System.Globalization;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Dns;

/// <summary>The statement <c>resolver { config FILE; max-cname-chain NUMBER; ... }</c> (manual, node "conf-resolver"), whose file the option <c>--resolv-conf-file</c> sets too.</summary>
[PluginExport(typeof(IConfigurationBlock), "resolver")]
[Export(typeof(ResolverBlock))]
public sealed class ResolverBlock : IConfigurationBlock
{
    private const int MostAliases = 16;
    private const int MostSeconds = 120;
    private const int MostAttempts = 10;
    private const int MostQueries = 10_000;
    private const int MostEntries = 10_000_000;
    private const int MostMegabytes = 4096;
    private const int WeekSeconds = 7 * 24 * 60 * 60;

    /// <inheritdoc/>
    public string Keyword => "resolver";

    /// <summary>What the block says.</summary>
    internal ResolverSettings Settings { get; private set; } = new();

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not { } body)
            throw new ConfigurationException(statement.Place, "`resolver' is a block: resolver { config FILE; max-cname-chain NUMBER; }");
        foreach (var item in body)
            Settings = Apply(Settings, item);
    }

    private static ResolverSettings Apply(ResolverSettings settings, ConfigurationStatement item) => item.Keyword switch
    {
        "config" => settings with { File = FileName(item) },
        "max-cname-chain" => settings with { MostAliases = Number(item, 0, MostAliases) },
        "timeout" => settings with { Timeout = Seconds(item, 1, MostSeconds) },
        "total-timeout" => settings with { TotalTimeout = Seconds(item, 1, MostSeconds) },
        "attempts" => settings with { Attempts = Number(item, 1, MostAttempts) },
        "max-queries" => settings with { MostQueries = Number(item, 1, MostQueries) },
        "cache-size" => settings with { CacheEntries = Number(item, 0, MostEntries) },
        "cache-memory" => settings with { CacheBytes = Number(item, 1, MostMegabytes) * 1024L * 1024L },
        "min-ttl" => settings with { LeastTimeToLive = Seconds(item, 0, WeekSeconds) },
        "max-ttl" => settings with { MostTimeToLive = Seconds(item, 0, WeekSeconds) },
        "max-negative-ttl" => settings with { MostNegativeTimeToLive = Seconds(item, 0, WeekSeconds) },
        "failure-ttl" => settings with { FailureTimeToLive = Seconds(item, 0, WeekSeconds) },
        _ => throw new ConfigurationException(item.Place, $"unknown keyword `{item.Keyword}' in `resolver'"),
    };

    /// <summary>Values are byte strings.</summary>
    private static string FileName(ConfigurationStatement item) => item.Values is [{ List: null, Text.Length: > 0 } value]
        ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value.Text))
        : throw new ConfigurationException(item.Place, "`config' wants the name of a file like /etc/resolv.conf");

    private static TimeSpan Seconds(ConfigurationStatement item, int least, int most) => TimeSpan.FromSeconds(Number(item, least, most, "a number of seconds"));

    private static int Number(ConfigurationStatement item, int least, int most, string what = "a number") =>
        item.Values is [{ List: null } value] && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ConfigurationException(item.Place, $"`{item.Keyword}' wants {what} from {least} to {most}");
}
