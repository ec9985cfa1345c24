namespace Postern.Plugins.Databases.Naming;

/// <summary>The databases that are there without configuration (manual, node "Databases").</summary>
internal static class PredefinedDatabases
{
    public const string Cache = "cache";

    public static readonly TimeSpan ExpireInterval = TimeSpan.FromDays(1);

    /// <summary>In <c>cache</c>, for what is no success.</summary>
    public static readonly TimeSpan NegativeExpireInterval = TimeSpan.FromHours(12);

    /// <summary>The identifiers: those of the manual in its order, then those of functions that mailfromd does not have.</summary>
    public static IReadOnlyList<string> Identifiers { get; } = [Cache, "rate", "tbf", "greylist", "greylist-awl", "window", "distinct"];

    /// <summary>The name without a statement <c>file</c>.</summary>
    /// <param name="id">The identifier.</param>
    /// <param name="scheme">The type of the store.</param>
    /// <param name="usesFiles">Whether it is a file, in the state directory.</param>
    public static string NameOf(string id, string scheme, bool usesFiles)
    {
        if (!usesFiles)
            return id;
        var stem = id switch
        {
            Cache => "mailfromd",
            "rate" => "rates",
            _ => id,
        };
        return $"{stem}.{(scheme == "sqlite" ? scheme : "db")}";
    }
}
