using Postern.Abstractions.Storage;
using Postern.Testing.Servers;
using Postern.Testing.Storage;

namespace Postern.Plugins.Postgres.Tests;

[TestClass]
public sealed class PostgresContractTests : StoredTableContract
{
    private static PostgresServer s_server = null!;

    protected override string Location { get; } = $"table-{Guid.NewGuid():N}";

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_server = await PostgresServer.StartAsync(new PostgresOptions { Settings = ["max_connections = 300"] });

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    protected override IStateStoreProvider CreateProvider(TimeProvider time) => StoreLab.Provider(s_server, time);
}
