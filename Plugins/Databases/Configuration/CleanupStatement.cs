using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>The statement <c>database-cleanup-interval TIME</c> (not in mailfromd): how often expired records are deleted from the databases in use; 0 for never.</summary>
[PluginExport(typeof(IConfigurationBlock), "database-cleanup-interval")]
[Export(typeof(CleanupStatement))]
public sealed class CleanupStatement : IConfigurationBlock
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    // Longer than a day is no cleaning, and timers end at 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Keyword => "database-cleanup-interval";

    /// <summary>The interval; an hour without a statement.</summary>
    public TimeSpan Interval { get; private set; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var interval = StatementReader.Interval(statement);
        if (interval != TimeSpan.Zero && (interval < Shortest || interval > Longest))
            throw new ConfigurationException(statement.Place, $"`{Keyword}' wants 10 seconds to 30 days, or 0 for never");
        Interval = interval;
    }
}
