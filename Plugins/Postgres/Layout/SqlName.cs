namespace Postern.Plugins.Postgres.Layout;

/// <summary>Names in SQL.</summary>
internal static class SqlName
{
    /// <summary>The identifier as it is written, whatever its characters.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as a constant.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
