namespace Postern.Daemon.FilterTests.Model;

/// <summary>A record that a database holds when the test begins. Texts are byte strings.</summary>
/// <param name="Database">The database's name without the scheme.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Lifetime">How long after the test's beginning it expires; <see langword="null"/> for never.</param>
internal sealed record StoredRecord(string Database, string Key, string Value, TimeSpan? Lifetime)
{
    /// <summary>The name of a database without its scheme: a test does not care which store it is.</summary>
    public static string WithoutScheme(string database)
    {
        int end = database.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? database : database[(end + 3)..];
    }
}
