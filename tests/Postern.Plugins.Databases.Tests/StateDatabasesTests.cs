using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Tests;

[TestClass]
public sealed class StateDatabasesTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Get_KnownDatabase_IsOpenedOnceForAll()
    {
        await using var lab = new DatabaseLab();
        StateExpiry expiry = static (_, _) => null;

        var tables = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lab.Databases.GetAsync("rate", expiry, TestContext.CancellationToken).AsTask()));

        Assert.HasCount(1, tables.Distinct().ToArray());
        var request = lab.Sqlite.Opened.Single().Request;
        Assert.AreEqual(lab.PathOf("rates.sqlite"), request.Location);
        Assert.AreEqual((StateTableMode.ReadWrite, (UnixFileMode?)lab.Mode.Mode), (request.Mode, request.FileMode));
        Assert.AreSame(expiry, request.Expiry);
    }

    [TestMethod]
    public async Task Get_FailedOpening_IsTriedAgain()
    {
        await using var lab = new DatabaseLab();
        lab.Sqlite.Failure = new StateStoreException("rates: no space left", isTransient: true);

        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken));
        lab.Sqlite.Failure = null;
        await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken);

        Assert.AreEqual("rates: no space left", failure.Message);
        Assert.HasCount(1, lab.Sqlite.Opened);
    }

    [TestMethod]
    public async Task Get_StoreIsAway_AllWhoAskFailTogether()
    {
        await using var lab = new DatabaseLab();
        var gate = new TaskCompletionSource();
        lab.Sqlite.Gate = gate.Task;
        lab.Sqlite.Failure = new StateStoreException("rates: away", isTransient: true);

        var calls = Enumerable.Range(0, 8).Select(_ => lab.Databases.GetAsync("rate", null, TestContext.CancellationToken).AsTask()).ToArray();
        gate.SetResult();

        foreach (var call in calls)
            await Assert.ThrowsExactlyAsync<StateStoreException>(() => call);
        Assert.AreEqual(1, lab.Sqlite.Attempts);
    }

    [TestMethod]
    public async Task Get_CallerGivesUp_OthersWaitOn()
    {
        await using var lab = new DatabaseLab();
        var gate = new TaskCompletionSource();
        lab.Sqlite.Gate = gate.Task;
        using var stop = new CancellationTokenSource();

        var first = lab.Databases.GetAsync("rate", null, stop.Token).AsTask();
        var second = lab.Databases.GetAsync("rate", null, TestContext.CancellationToken).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => first);
        gate.SetResult();
        Assert.IsNotNull(await second);
        Assert.HasCount(1, lab.Sqlite.Opened);
    }

    [TestMethod]
    public async Task Get_UnknownDatabase_Fails()
    {
        await using var lab = new DatabaseLab();

        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await lab.Databases.GetAsync("dns", null, TestContext.CancellationToken));

        Assert.AreEqual("dns: there is no database of this name", failure.Message);
    }

    [TestMethod]
    public async Task SetEnabled_KnownDatabase_ChangesIt()
    {
        await using var lab = new DatabaseLab();

        Assert.IsTrue(lab.Databases.SetEnabled("rate", false));
        Assert.IsFalse(lab.Databases.Find("rate")!.IsEnabled);
        Assert.IsFalse(lab.Databases.SetEnabled("dns", false));
    }

    [TestMethod]
    public async Task Dispose_OpenTables_AreClosed()
    {
        var lab = new DatabaseLab();
        await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken);

        await lab.DisposeAsync();

        Assert.IsTrue(lab.Sqlite.Opened.Single().Table.IsClosed);
        await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow("new.db", "sqlite")]
    [DataRow("gdbm://new.db", "gdbm")]
    [DataRow("old.db", "gdbm")]
    [DataRow("sqlite://old.db", "sqlite")]
    public async Task Open_Name_ChoosesSchemeThenContentsThenDefault(string name, string scheme)
    {
        await using var lab = new DatabaseLab();
        await File.WriteAllTextAsync(lab.PathOf("old.db"), "gdbm", TestContext.CancellationToken);

        await lab.Databases.OpenAsync(new StateTableRequest(name), TestContext.CancellationToken);

        FakeStore[] stores = [lab.Sqlite, lab.Gdbm, lab.Postgres];
        var opened = stores.Single(static store => store.Opened.Count > 0);
        Assert.AreEqual((scheme, lab.PathOf(Path.GetFileName(name))), (opened.Scheme, opened.Opened.Single().Request.Location));
    }

    [TestMethod]
    public async Task Open_NameOfAStoreWithoutFiles_IsHandedOnAsItIs()
    {
        await using var lab = new DatabaseLab();

        await lab.Databases.OpenAsync(new StateTableRequest("postgres://visitors"), TestContext.CancellationToken);

        Assert.AreEqual("visitors", lab.Postgres.Opened.Single().Request.Location);
    }

    [TestMethod]
    [DataRow("mysql://x", "mysql://x: no plugin knows the database type `mysql'; there are gdbm, postgres, sqlite")]
    [DataRow("", "`' is not the name of a database")]
    [DataRow("gdbm://", "`gdbm://' is not the name of a database")]
    public async Task Open_NameThatMeansNothing_Fails(string name, string message)
    {
        await using var lab = new DatabaseLab();

        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(
            async () => await lab.Databases.OpenAsync(new StateTableRequest(name), TestContext.CancellationToken));

        Assert.AreEqual(message, failure.Message);
    }

    [TestMethod]
    public async Task Open_FileThatAnybodyMayWrite_IsRefused()
    {
        await using var lab = new DatabaseLab();
        var path = lab.PathOf("rates.sqlite");
        await File.WriteAllTextAsync(path, "sqlite", TestContext.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken));

        Assert.AreEqual($"{path} fails safety check: World writable file", failure.Message);
        Assert.IsEmpty(lab.Sqlite.Opened);
    }

    [TestMethod]
    public async Task Open_FileInAFolderThatAnybodyMayWrite_IsRefused()
    {
        await using var lab = new DatabaseLab();
        File.SetUnixFileMode(lab.StateDirectory, File.GetUnixFileMode(lab.StateDirectory) | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);

        var failure = await Assert.ThrowsExactlyAsync<StateStoreException>(async () => await lab.Databases.GetAsync("rate", null, TestContext.CancellationToken));

        Assert.AreEqual($"{lab.PathOf("rates.sqlite")} fails safety check: File in world writable directory", failure.Message);
    }
}
