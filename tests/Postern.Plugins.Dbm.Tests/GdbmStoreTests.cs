using Postern.Abstractions.Storage;
using Postern.Testing.Servers;
using Postern.Testing.Storage;

namespace Postern.Plugins.Dbm.Tests;

[TestClass]
public sealed class GdbmStoreTests : StoredTableContract
{
    private readonly TemporaryFolder _folder = new("dbm");

    protected override string Location => _folder.Combine("table");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override IStateStoreProvider CreateProvider(TimeProvider time) => new GdbmStore(time) { LockLimit = TimeSpan.FromMinutes(1) };
}
