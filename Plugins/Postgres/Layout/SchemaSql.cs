using System.Globalization;

namespace Postern.Plugins.Postgres.Layout;

/// <summary>The statements that make what the tables need, and the tables.</summary>
internal sealed class SchemaSql(string schema)
{
    /// <summary>The layout that this version makes and understands.</summary>
    public const int Version = 1;

    /// <summary>Begins the names that are no databases.</summary>
    public const string Reserved = "postern_";

    public const string Lanes = Reserved + "lanes";

    private const string VersionTable = Reserved + "layout";

    private readonly string _schema = SqlName.Quote(schema);

    /// <summary>$1: a table's name. Columns: whether the schema, what all tables share, and the table exist.</summary>
    public string Look => $"""
        SELECT to_regnamespace({SqlName.Literal(_schema)}) IS NOT NULL, to_regclass({SqlName.Literal($"{_schema}.{VersionTable}")}) IS NOT NULL,
        EXISTS (SELECT FROM pg_class WHERE relname = $1 AND relnamespace = to_regnamespace({SqlName.Literal(_schema)}) AND relkind IN ('r', 'p'))
        """;

    public string ReadVersion => $"SELECT version FROM {_schema}.{VersionTable}";

    /// <summary>Held until the transaction ends: one host makes tables at a time.</summary>
    public string Lock => $"SELECT pg_advisory_xact_lock(hashtextextended({SqlName.Literal("postern " + schema)}, 0))";

    public string CreateSchema => $"CREATE SCHEMA IF NOT EXISTS {_schema}";

    public IReadOnlyList<string> CreateShared =>
    [
        $"CREATE TABLE {_schema}.{VersionTable} (version integer NOT NULL)",
        string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {_schema}.{VersionTable} VALUES ({Version})"),
        $"CREATE TABLE {_schema}.{Lanes} (lane bigint PRIMARY KEY, turn bigint NOT NULL, written bigint[], used timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 50)",
    ];

    public IReadOnlyList<string> CreateTable(string name) =>
    [
        $"CREATE TABLE {_schema}.{SqlName.Quote(name)} (key bytea PRIMARY KEY, value bytea, expires timestamptz, version bigint NOT NULL)",
        $"CREATE INDEX ON {_schema}.{SqlName.Quote(name)} (expires)",
    ];
}
