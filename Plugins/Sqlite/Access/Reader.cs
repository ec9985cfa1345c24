using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>A connection that reads. One caller at a time.</summary>
internal sealed class Reader : IDisposable
{
    private const int MostRows = 256;
    private const int MostBytes = 1 << 20;

    private readonly Connection _connection;
    private Statement? _page;

    public Reader(Connection connection, int generation)
    {
        _connection = connection;
        Generation = generation;
        Lookup = new Lookup(connection);
    }

    /// <summary>Which opening of the file it belongs to.</summary>
    public int Generation { get; }

    public Lookup Lookup { get; }

    public long Count() => _connection.Run("SELECT count(*) FROM record");

    /// <summary>Reads the next rows in the order of their keys.</summary>
    /// <param name="first">The key to begin at; empty: the first.</param>
    /// <param name="now">Records that have expired by then are left out.</param>
    /// <param name="entries">Where they go.</param>
    /// <returns>The key to begin the next page at; <see langword="null"/> when there is none.</returns>
    /// <exception cref="SqliteFault">It cannot be read, or the keys have no order, so that there would be no end.</exception>
    public byte[]? ReadPage(byte[] first, long now, List<StateEntry> entries)
    {
        _page ??= _connection.Prepare($"SELECT key, value, expires FROM record WHERE key >= ?1 ORDER BY key LIMIT {MostRows}");
        _page.Bind(1, first);
        byte[] last = first;
        int rows = 0;
        int bytes = 0;
        while (bytes < MostBytes && _page.Step())
        {
            rows++;
            byte[] key = _page.Bytes(0).ToArray();
            if (key.AsSpan().SequenceCompareTo(last) < 0)
                throw SqliteFault.Disorder;
            last = key;
            var row = new StoredRow(Exists: true, _page.Bytes(1).ToArray(), _page.Number(2), Due: null);
            bytes += last.Length + row.Value.Length;
            if (row.At(now) is { } record)
                entries.Add(new StateEntry(last, record));
        }

        _page.Reset();
        bool hasMore = rows == MostRows || bytes >= MostBytes;

        // No key lies between one and the same with a zero behind it.
        return hasMore ? [.. last, 0] : null;
    }

    public void Dispose() => _connection.Dispose();
}
