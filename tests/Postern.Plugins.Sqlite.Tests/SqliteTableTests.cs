using Postern.Abstractions.Storage;
using Postern.Testing.Servers;
using Postern.Testing.Storage;

namespace Postern.Plugins.Sqlite.Tests;

[TestClass]
public sealed class SqliteTableTests : StoredTableContract
{
    private readonly TemporaryFolder _folder = new("postern-sqlite");

    protected override string Location => _folder.Combine("table.sqlite");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override IStateStoreProvider CreateProvider(TimeProvider time) => new SqliteStoreProvider(time, new SqliteBlock());
}
