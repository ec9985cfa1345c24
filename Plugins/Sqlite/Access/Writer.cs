using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>The connection that writes. One caller at a time, in a transaction where nothing else is said.</summary>
internal sealed class Writer : IDisposable
{
    /// <summary>So many rows are a matter of one or two milliseconds.</summary>
    private const int ExpireStep = 200;

    private readonly Connection _connection;
    private readonly Lookup _lookup;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _updateDue;
    private readonly Statement _delete;
    private readonly Statement _postpone;
    private readonly Statement _expire;

    public Writer(Connection connection, int generation)
    {
        _connection = connection;
        Generation = generation;
        _lookup = new Lookup(connection);
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _insert = connection.Prepare("INSERT INTO record (key, value, expires, due) VALUES (?1, ?2, ?3, ?3)");
        _update = connection.Prepare("UPDATE record SET value = ?2, expires = ?3 WHERE key = ?1");
        _updateDue = connection.Prepare("UPDATE record SET value = ?2, expires = ?3, due = ?3 WHERE key = ?1");
        _delete = connection.Prepare("DELETE FROM record WHERE key = ?1");
        string dueRows = $"SELECT key FROM record WHERE due <= ?1 ORDER BY due LIMIT {ExpireStep}";
        _postpone = connection.Prepare($"UPDATE record SET due = expires WHERE key IN ({dueRows}) AND (expires > ?1 OR expires IS NULL)");
        _expire = connection.Prepare($"DELETE FROM record WHERE key IN ({dueRows}) AND expires <= ?1");
    }

    /// <summary>Which opening of the file it belongs to.</summary>
    public int Generation { get; }

    /// <summary>Begins a transaction; <see langword="false"/>: another process is in one.</summary>
    public bool TryBegin() => _begin.TryRun();

    public void Commit() => _commit.Step();

    public void Rollback() => _connection.Rollback();

    /// <summary>The row of a key, valid until the next one is asked for.</summary>
    public StoredRow Find(ReadOnlySpan<byte> key) => _lookup.Find(key);

    /// <summary>Writes a record in the place of a row.</summary>
    /// <remarks>
    /// A record that is prolonged stays where it is in the index of due rows, so that the page of its row is all that changes;
    /// <see cref="ExpireSome"/> files it anew when its turn comes.
    /// </remarks>
    public void Write(ReadOnlySpan<byte> key, in StoredRow old, in StateRecord record)
    {
        long? expires = Instant.From(record.Expires);
        bool isFiled = expires is null || (old.Due is { } due && due <= expires);
        Statement statement = !old.Exists ? _insert : isFiled ? _update : _updateDue;
        statement.Bind(1, key).Bind(2, record.Value.Span).Bind(3, expires).Step();
    }

    public void Delete(ReadOnlySpan<byte> key) => _delete.Bind(1, key).Step();

    /// <summary>Deletes some of the records that have expired.</summary>
    /// <returns>How many, and whether there may be more.</returns>
    public (int Deleted, bool HasMore) ExpireSome(long now)
    {
        _postpone.Bind(1, now).Step();
        int postponed = _connection.Changes;
        _expire.Bind(1, now).Step();
        int deleted = _connection.Changes;
        return (deleted, postponed + deleted >= ExpireStep);
    }

    /// <summary>Makes the file as small as it can be; not in a transaction.</summary>
    /// <exception cref="SqliteFault">Also when another process is in the way.</exception>
    public void Compact()
    {
        _connection.Run("VACUUM");
        _connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose() => _connection.Dispose();
}
