using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Tests.Tables;

[TestClass]
public sealed class OpenTablesTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Rent_SameName_OpensOnce()
    {
        await using var lab = new DatabaseLab();

        var first = await UseAsync(lab, "a.db", StateTableMode.ReadWrite);
        var second = await UseAsync(lab, "a.db", StateTableMode.ReadWrite);
        var read = await UseAsync(lab, "a.db", StateTableMode.ReadOnly);

        Assert.AreSame(first, second);
        Assert.AreSame(first, read);
        Assert.HasCount(1, lab.Sqlite.Opened);
    }

    [TestMethod]
    public async Task Rent_FileToReadThatHasChanged_OpensAnew()
    {
        await using var lab = new DatabaseLab();
        await File.WriteAllTextAsync(lab.PathOf("a.db"), "gdbm", TestContext.CancellationToken);
        await UseAsync(lab, "a.db", StateTableMode.ReadOnly);
        await UseAsync(lab, "a.db", StateTableMode.ReadOnly);

        File.SetLastWriteTimeUtc(lab.PathOf("a.db"), DateTime.UnixEpoch);
        await UseAsync(lab, "a.db", StateTableMode.ReadOnly);

        CollectionAssert.AreEqual(new[] { true, false }, lab.Gdbm.Opened.Select(static item => item.Table.IsClosed).ToArray());
    }

    [TestMethod]
    public async Task Rent_FileToReadOfAnotherStore_OpensWithThat()
    {
        await using var lab = new DatabaseLab();
        await File.WriteAllTextAsync(lab.PathOf("a.db"), "gdbm", TestContext.CancellationToken);
        await UseAsync(lab, "a.db", StateTableMode.ReadOnly);

        await File.WriteAllTextAsync(lab.PathOf("a.db"), "sqlite", TestContext.CancellationToken);
        await UseAsync(lab, "a.db", StateTableMode.ReadOnly);

        Assert.IsTrue(lab.Gdbm.Opened.Single().Table.IsClosed);
        Assert.IsFalse(lab.Sqlite.Opened.Single().Table.IsClosed);
    }

    [TestMethod]
    public async Task Rent_FileToWriteThatWasReplaced_OpensAnew()
    {
        await using var lab = new DatabaseLab();
        await UseAsync(lab, "a.db", StateTableMode.ReadWrite);
        File.SetLastWriteTimeUtc(lab.PathOf("a.db"), DateTime.UnixEpoch);
        await UseAsync(lab, "a.db", StateTableMode.ReadWrite);
        Assert.HasCount(1, lab.Sqlite.Opened, "changes of one's own do not count");

        await File.WriteAllTextAsync(lab.PathOf("b.db"), "sqlite", TestContext.CancellationToken);
        File.Move(lab.PathOf("b.db"), lab.PathOf("a.db"), overwrite: true);
        await UseAsync(lab, "a.db", StateTableMode.ReadWrite);

        CollectionAssert.AreEqual(new[] { true, false }, lab.Sqlite.Opened.Select(static item => item.Table.IsClosed).ToArray());
    }

    [TestMethod]
    public async Task Rent_FileThatIsGone_Fails()
    {
        await using var lab = new DatabaseLab();
        await UseAsync(lab, "a.db", StateTableMode.ReadWrite);

        File.Delete(lab.PathOf("a.db"));

        await Assert.ThrowsExactlyAsync<StateStoreException>(() => UseAsync(lab, "a.db", StateTableMode.ReadOnly));
        Assert.IsTrue(lab.Sqlite.Opened.Single().Table.IsClosed);
    }

    [TestMethod]
    public async Task Rent_ReplacedWhileInUse_ClosesTheOldOneAfterItsLastUse()
    {
        await using var lab = new DatabaseLab();
        var lease = await lab.Tables.RentAsync(new TableKey("a.db", null, StateTableMode.ReadWrite), null, TestContext.CancellationToken);
        File.Delete(lab.PathOf("a.db"));

        await UseAsync(lab, "a.db", StateTableMode.ReadWrite);

        Assert.IsFalse(lab.Sqlite.Opened[0].Table.IsClosed);
        await lease.DisposeAsync();
        Assert.IsTrue(lab.Sqlite.Opened[0].Table.IsClosed);
    }

    [TestMethod]
    public async Task Rent_MoreThanAreKept_ClosesTheLeastRecentlyUsed()
    {
        await using var lab = new DatabaseLab();
        for (var i = 0; i <= OpenTables.Most; i++)
        {
            await UseAsync(lab, $"{i}.db", StateTableMode.ReadWrite);
            lab.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.AreEqual(lab.PathOf("0.db"), lab.Sqlite.Opened.Single(static item => item.Table.IsClosed).Request.Location);
    }

    [TestMethod]
    public async Task CloseIdle_UnusedForAWhile_ClosesWhatNobodyUses()
    {
        await using var lab = new DatabaseLab();
        await UseAsync(lab, "idle.db", StateTableMode.ReadWrite);
        await using var lease = await lab.Tables.RentAsync(new TableKey("used.db", null, StateTableMode.ReadWrite), null, TestContext.CancellationToken);
        lab.Clock.Advance(OpenTables.IdleLimit - TimeSpan.FromTicks(1));
        await lab.Tables.CloseIdleAsync();
        Assert.IsFalse(lab.Sqlite.Opened[0].Table.IsClosed);

        lab.Clock.Advance(TimeSpan.FromTicks(1));
        await lab.Tables.CloseIdleAsync();

        CollectionAssert.AreEqual(new[] { true, false }, lab.Sqlite.Opened.Select(static item => item.Table.IsClosed).ToArray());
    }

    [TestMethod]
    public async Task Rent_ManyAtOnce_LosesNoTable()
    {
        await using var lab = new DatabaseLab();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => UseAsync(lab, $"{i % 5}.db", StateTableMode.ReadWrite)));
        await lab.Tables.DisposeAsync();

        Assert.IsTrue(lab.Sqlite.Opened.TrueForAll(static item => item.Table.IsClosed));
    }

    private async Task<IStateTable> UseAsync(DatabaseLab lab, string name, StateTableMode mode)
    {
        await using var lease = await lab.Tables.RentAsync(new TableKey(name, null, mode), null, TestContext.CancellationToken);
        return lease.Table;
    }
}
