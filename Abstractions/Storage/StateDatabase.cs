namespace Postern.Abstractions.Storage;

/// <summary>A database as it is configured (manual, node "conf-database").</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Location">Its name with the scheme, the file name absolute: <c>sqlite:///var/lib/postern/rates.sqlite</c>.</param>
public sealed record StateDatabase(string Id, string Location)
{
    /// <summary>Whether it may be used.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>How long a record lives after its last change; zero for ever.</summary>
    public TimeSpan ExpireInterval { get; init; }

    /// <summary>In <c>cache</c>, how long a <c>success</c> lives.</summary>
    public TimeSpan PositiveExpireInterval { get; init; }

    /// <summary>In <c>cache</c>, how long a <c>not_found</c> lives.</summary>
    public TimeSpan NegativeExpireInterval { get; init; }

    /// <summary>The part of <see cref="Location"/> behind the scheme: a file name, or the name of a table.</summary>
    public string Name => Location[(Location.IndexOf("://", StringComparison.Ordinal) + "://".Length)..];
}
