using System.Text;
using Postern.Abstractions.Storage;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>The databases of a test, by their names without the scheme. Thread-safe.</summary>
internal sealed class MemoryStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryTable> _tables = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<string> _unavailable;
    private readonly string _stateDirectory;
    private readonly TimeProvider _time;

    /// <param name="records">What the databases hold.</param>
    /// <param name="unavailable">Databases that cannot be opened.</param>
    /// <param name="stateDirectory">Files below it are named from there.</param>
    /// <param name="time">The clock.</param>
    public MemoryStore(IEnumerable<StoredRecord> records, IReadOnlySet<string> unavailable, string stateDirectory, TimeProvider time)
    {
        _unavailable = unavailable;
        _stateDirectory = stateDirectory + '/';
        _time = time;
        foreach (StoredRecord record in records)
        {
            Table(record.Database).Write(
                Encoding.Latin1.GetBytes(record.Key),
                new StateRecord(Encoding.Latin1.GetBytes(record.Value), time.GetUtcNow() + record.Lifetime));
        }
    }

    /// <exception cref="StateStoreException">The database is unavailable, or is to be read and does not exist.</exception>
    public MemoryTable Open(string location, StateTableMode mode)
    {
        string name = location.StartsWith(_stateDirectory, StringComparison.Ordinal) ? location[_stateDirectory.Length..] : location;
        lock (_gate)
        {
            if (_unavailable.Contains(name))
                throw new StateStoreException($"the database {name} is unavailable: the test says so", isTransient: true);
            if (mode == StateTableMode.ReadOnly && !_tables.ContainsKey(name))
                throw new StateStoreException($"the database {name} does not exist: the test gives it no record", isTransient: false);
            return Table(name);
        }
    }

    /// <summary>The value of a record as a byte string; <see langword="null"/> when there is none. A NUL that ends key or value does not count.</summary>
    public string? Find(string database, string key)
    {
        lock (_gate)
        {
            return _tables.TryGetValue(database, out MemoryTable? table)
                && (table.Read(Encoding.Latin1.GetBytes(key)) ?? table.Read(Encoding.Latin1.GetBytes(key + '\0'))) is { } record
                ? Text(record.Value)
                : null;
        }
    }

    /// <summary>The keys of a database, as byte strings, without a NUL that ends them.</summary>
    public IReadOnlyList<string> Keys(string database)
    {
        lock (_gate)
        {
            return _tables.TryGetValue(database, out MemoryTable? table)
                ? [.. table.All().Select(static entry => Text(entry.Key))]
                : [];
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span is [.. var text, 0] ? text : bytes.Span);

    private MemoryTable Table(string name)
    {
        if (!_tables.TryGetValue(name, out MemoryTable? table))
            _tables[name] = table = new MemoryTable(_time);
        return table;
    }
}
