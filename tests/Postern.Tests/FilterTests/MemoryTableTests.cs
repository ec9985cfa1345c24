using System.Collections.Frozen;
using Postern.Abstractions.Storage;
using Postern.Daemon.FilterTests.Running;
using Postern.Testing.Storage;

namespace Postern.Tests.FilterTests;

[TestClass]
public sealed class MemoryTableTests : StateTableContract
{
    private readonly Dictionary<TimeProvider, MemoryStore> _stores = [];

    protected override string Location => "/state/test.sqlite";

    protected override IStateStoreProvider CreateProvider(TimeProvider time)
    {
        // What a test's handles share is the store.
        if (!_stores.TryGetValue(time, out MemoryStore? store))
            _stores[time] = store = new MemoryStore([], FrozenSet<string>.Empty, "/state", time);
        return new MemoryStoreProvider("sqlite", store);
    }
}
