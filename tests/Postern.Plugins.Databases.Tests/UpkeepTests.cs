using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Configuration;

namespace Postern.Plugins.Databases.Tests;

[TestClass]
public sealed class UpkeepTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Upkeep_EveryInterval_ExpiresOpenDatabases()
    {
        await using var lab = new DatabaseLab();
        var statement = new CleanupStatement();
        statement.Configure(DatabaseLab.Statement("database-cleanup-interval", "5", "minutes"));
        await using var upkeep = new Upkeep(lab.Databases, lab.Tables, statement, lab.Clock, lab.Log);
        await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken);
        await upkeep.StartAsync(TestContext.CancellationToken);
        var table = lab.Sqlite.Opened.Single().Table;

        lab.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.AreEqual(0, table.Expirations);
        lab.Clock.Advance(TimeSpan.FromTicks(1));
        await UntilAsync(() => table.Expirations == 1);
        table.Failure = new StateStoreException("rates: no space left", isTransient: true);
        lab.Clock.Advance(TimeSpan.FromMinutes(5));
        await UntilAsync(() => table.Expirations == 2 && lab.Log.Lines.Any());
        table.Failure = null;
        lab.Clock.Advance(TimeSpan.FromMinutes(5));
        await UntilAsync(() => table.Expirations == 3);
        await upkeep.StopAsync(TestContext.CancellationToken);

        lab.Clock.Advance(TimeSpan.FromHours(5));
        Assert.AreEqual(3, table.Expirations);
        StringAssert.Contains(lab.Log.Lines.Single(), "rate: expired records stay: rates: no space left", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Upkeep_IntervalOfZero_NeverRuns()
    {
        await using var lab = new DatabaseLab();
        var statement = new CleanupStatement();
        statement.Configure(DatabaseLab.Statement("database-cleanup-interval", "0"));
        await using var upkeep = new Upkeep(lab.Databases, lab.Tables, statement, lab.Clock, lab.Log);
        await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken);

        await upkeep.StartAsync(TestContext.CancellationToken);
        lab.Clock.Advance(TimeSpan.FromDays(40));
        await upkeep.StopAsync(TestContext.CancellationToken);

        Assert.AreEqual(0, lab.Sqlite.Opened.Single().Table.Expirations);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
