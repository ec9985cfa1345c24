namespace Postern.Plugins.Postgres.Layout;

/// <summary>
/// The statements on one table. A row has a version, which every write changes: the version of a row that was read is always followed by the next even one, a row that
/// is written without having been read gets an odd one, and a new row begins anywhere. So a write that was decided on a row as it was can tell whether it still is.
/// A deleted row stays for a while without a value, and cannot be mistaken for one that never was.
/// </summary>
internal sealed class TableSql(string schema, string location)
{
    /// <summary>The table with its schema.</summary>
    public string Table { get; } = $"{SqlName.Quote(schema)}.{SqlName.Quote(location)}";

    /// <summary>$1: keys. Columns: the key's number from 1, value, expiry, version.</summary>
    public string Read => $"""
        SELECT k.n, r.value, r.expires, r.version FROM unnest($1::bytea[]) WITH ORDINALITY AS k(key, n),
        LATERAL (SELECT value, expires, version FROM {Table} AS t WHERE t.key = k.key LIMIT 1) AS r
        """;

    /// <summary>
    /// $1: lane, $2: its last turn, $3 to $6: keys in order, values, expiries and versions. One row with the versions that were written; no row when it is not this lane's
    /// turn. All hosts lock rows in the order of keys, so that none can wait in a circle.
    /// </summary>
    public string Write => $"""
        WITH gate AS (SELECT lane FROM {Lanes} WHERE lane = $1 AND turn = $2 FOR UPDATE),
        written AS (
        INSERT INTO {Table} AS t (key, value, expires, version)
        SELECT i.key, i.value, i.expires, i.version FROM gate, unnest($3::bytea[], $4::bytea[], $5::timestamptz[], $6::bigint[]) AS i(key, value, expires, version)
        ORDER BY i.key
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires, version = excluded.version
        WHERE excluded.version & 1 = 1 OR (t.version | 1) + 1 = excluded.version
        RETURNING t.version)
        UPDATE {Lanes} AS l SET turn = l.turn + 1, used = now(), written = (SELECT array_agg(version) FROM written)
        FROM gate WHERE l.lane = gate.lane RETURNING l.written
        """;

    /// <summary>
    /// $1: lane, $2: its last turn that is known. It waits for a write of this lane that is still under way, and keeps one that has not begun from taking place; it may be run
    /// again. One row: with the turn after the last one when that write took effect, and what it wrote, else with the one after next; no row when the lane is gone.
    /// </summary>
    public string Settle => $"""
        WITH before AS (SELECT lane, turn FROM {Lanes} WHERE lane = $1 FOR UPDATE)
        UPDATE {Lanes} AS l SET turn = CASE before.turn WHEN $2 THEN $2 + 2 ELSE before.turn END, used = now()
        FROM before WHERE l.lane = before.lane RETURNING l.turn, l.written
        """;

    /// <summary>$1: lanes. Those of hosts that ended badly go.</summary>
    public string AddLanes => $"""
        WITH old AS (DELETE FROM {Lanes} WHERE used < now() - interval '1 day')
        INSERT INTO {Lanes} (lane, turn) SELECT lane, 0 FROM unnest($1::bigint[]) AS lane ON CONFLICT DO NOTHING
        """;

    /// <summary>$1: lanes.</summary>
    public string RemoveLanes => $"DELETE FROM {Lanes} WHERE lane = ANY($1)";

    /// <summary>$1: the last key, $2: how many.</summary>
    public string NextPage => $"SELECT key, value, expires FROM {Table} WHERE key > $1 ORDER BY key LIMIT $2";

    /// <summary>$1: how many.</summary>
    public string FirstPage => $"SELECT key, value, expires FROM {Table} ORDER BY key LIMIT $1";

    /// <summary>
    /// $1: now, $2: how many, $3: from which expiry on; rows that somebody has locked are left for the next time. Columns: how many rows are gone, how many of them were
    /// records, and the last expiry.
    /// </summary>
    public string Expire => $"""
        WITH old AS MATERIALIZED (
        SELECT ctid FROM {Table} WHERE expires >= $3 AND expires <= $1 ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED),
        gone AS (DELETE FROM {Table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM old)) RETURNING value IS NOT NULL AS is_record, expires)
        SELECT count(*), count(*) FILTER (WHERE is_record), max(expires) FROM gone
        """;

    /// <summary>$1: up to how many are counted. Columns: that count, and an estimate (by the size of the table and what the last ANALYZE found).</summary>
    public string Count => $"""
        SELECT (SELECT count(*) FROM (SELECT FROM {Table} WHERE value IS NOT NULL LIMIT $1) AS first),
        (SELECT CASE WHEN reltuples > 0 AND relpages > 0
        THEN (reltuples / relpages * (pg_relation_size(oid) / current_setting('block_size')::int))::bigint ELSE 0 END
        FROM pg_class WHERE oid = {SqlName.Literal(Table)}::regclass)
        """;

    public string Compact => $"VACUUM (ANALYZE) {Table}";

    private string Lanes { get; } = $"{SqlName.Quote(schema)}.{SchemaSql.Lanes}";
}
