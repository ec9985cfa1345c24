using System.Collections.Concurrent;
using Postern.Abstractions.Storage;
using Postern.Daemon.FilterTests.Running;

namespace Postern.Testing.Storage;

/// <summary>The predefined databases in memory, and any others by name, with a day's expiry.</summary>
public sealed class FakeStateDatabases(TimeProvider time) : IStateDatabases
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, MemoryTable> _tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StateDatabase> _databases = new(
        new[] { "cache", "rate", "tbf", "greylist", "greylist-awl" }.Select(static id => KeyValuePair.Create(
            id,
            new StateDatabase(id, $"sqlite:///state/{id}.sqlite")
            {
                ExpireInterval = Day,
                PositiveExpireInterval = Day,
                NegativeExpireInterval = Day / 2,
            })),
        StringComparer.Ordinal);

    /// <summary>Set: every table answers with this.</summary>
    public StateStoreException? Failure { get; set; }

    public IReadOnlyList<StateDatabase> All => [.. _databases.Values];

    public StateDatabase? Find(string id) => _databases.GetValueOrDefault(id);

    /// <summary>Changes or adds what <see cref="Find"/> returns.</summary>
    public void Set(StateDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _databases[database.Id] = database;
    }

    public bool SetEnabled(string id, bool isEnabled)
    {
        if (Find(id) is not { } database)
            return false;
        _databases[id] = database with { IsEnabled = isEnabled };
        return true;
    }

    public ValueTask<IStateTable> GetAsync(string id, StateExpiry? expiry, CancellationToken cancellationToken) =>
        Find(id) is { } database
            ? Open(database.Name)
            : throw new StateStoreException($"there is no database {id}", isTransient: false);

    public ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        int scheme = request.Location.IndexOf("://", StringComparison.Ordinal);
        return Open(scheme < 0 ? request.Location : request.Location[(scheme + "://".Length)..]);
    }

    private ValueTask<IStateTable> Open(string name) =>
        Failure is null ? ValueTask.FromResult<IStateTable>(_tables.GetOrAdd(name, _ => new MemoryTable(time))) : throw Failure;
}
