using Npgsql;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>Reads columns of a row, all of which is in memory.</summary>
internal static class Columns
{
    public static byte[]? Bytes(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public static long[] Numbers(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<long[]>(column);

    /// <summary>A time; what is behind the microsecond was cut off, the ends of .NET's calendar are PostgreSQL's infinities.</summary>
    public static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));
}
