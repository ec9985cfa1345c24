using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Functions;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Databases.Tests.Functions;

[TestClass]
public sealed class DatabaseFunctionsTests
{
    private readonly FakeMflContext _context = new()
    {
        ProgramSettings = new MflProgramSettings
        {
            Databases =
            [
                new DatabaseProperties("*.exact", EndsInNul: true, null, null),
                new DatabaseProperties("is.exact", EndsInNul: false, UnixFileMode.UserRead, null),
                new DatabaseProperties("*.nul", EndsInNul: false, null, null),
                new DatabaseProperties("*.nul", EndsInNul: true, UnixFileMode.UserRead | UnixFileMode.UserWrite, "gdbm"),
            ],
        },
    };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("plain", DatabaseCall.NotGiven, "k")]
    [DataRow("plain", 1, "k\0")]
    [DataRow("a.nul", DatabaseCall.NotGiven, "k\0")]
    [DataRow("a.nul", 0, "k")]
    [DataRow("a.exact", DatabaseCall.NotGiven, "k\0")]
    [DataRow("is.exact", DatabaseCall.NotGiven, "k")]
    public async Task Put_Record_EndsInNulAsArgumentOrPragmaSays(string name, long isTerminated, string stored)
    {
        await using var lab = new DatabaseLab();

        await new ChangeFunctions(lab.Tables).Put(_context, name, "k", "v", isTerminated);

        var entries = await EntriesAsync(lab);
        Assert.AreEqual((stored, "v\0"), entries.Single());
        Assert.AreEqual("v", await new LookupFunctions(lab.Tables).Get(_context, name, "k", "none", isTerminated));
    }

    [TestMethod]
    [DataRow("plain", DatabaseCall.NotGiven, null)]
    [DataRow("plain", 0x1B6, 0x1B6)]
    [DataRow("a.nul", DatabaseCall.NotGiven, 0x180)]
    [DataRow("a.nul", 0x1A4, 0x1A4)]
    public async Task Put_NewFile_HasModeOfArgumentPragmaOrConfiguration(string name, long mode, int? bits)
    {
        await using var lab = new DatabaseLab();

        await new ChangeFunctions(lab.Tables).Put(_context, name, "k", "v", mode: mode);

        var request = lab.Sqlite.Opened.Concat(lab.Gdbm.Opened).Single().Request;
        Assert.AreEqual((UnixFileMode)(bits ?? (int)lab.Mode.Mode), request.FileMode);
    }

    [TestMethod]
    public async Task Get_ValuesOfOthers_EndBeforeTheirFirstNul()
    {
        await using var lab = new DatabaseLab();
        await WriteAsync(lab, "bare", "value");
        await WriteAsync(lab, "ended", "value\0");
        await WriteAsync(lab, "embedded", "a\0b");
        await WriteAsync(lab, "empty", "");
        var functions = new LookupFunctions(lab.Tables);

        Assert.AreEqual("value", await functions.Get(_context, "a.db", "bare"));
        Assert.AreEqual("value", await functions.Get(_context, "a.db", "ended"));
        Assert.AreEqual("a", await functions.Get(_context, "a.db", "embedded"));
        Assert.AreEqual("", await functions.Get(_context, "a.db", "empty", "none"));
        Assert.AreEqual("none", await functions.Get(_context, "a.db", "other", "none"));
        Assert.IsTrue(await functions.Contains(_context, "a.db", "empty"));
        Assert.IsFalse(await functions.Contains(_context, "a.db", "other"));
    }

    [TestMethod]
    public async Task Insert_ExistingKey_IsRefusedUnlessItReplaces()
    {
        await using var lab = new DatabaseLab();
        var functions = new ChangeFunctions(lab.Tables);
        await functions.Insert(_context, "a.db", "k", "1");

        var failure = await Assert.ThrowsExactlyAsync<MflException>(async () => await functions.Insert(_context, "a.db", "k", "2"));
        await functions.Insert(_context, "a.db", "k", "3", replaces: true);

        Assert.AreEqual((17L, "dbinsert: record already exists"), (failure.Number, failure.Message));
        Assert.AreEqual("3", await new LookupFunctions(lab.Tables).Get(_context, "a.db", "k"));
    }

    [TestMethod]
    public async Task Functions_StoreThatFails_RaiseDatabaseFailure()
    {
        await using var lab = new DatabaseLab();
        lab.Sqlite.Failure = new StateStoreException("é.db: no space left", isTransient: true);
        var changes = new ChangeFunctions(lab.Tables);
        var lookups = new LookupFunctions(lab.Tables);
        (string Function, Func<Task> Call)[] calls =
        [
            ("dbput", () => changes.Put(_context, "a", "k", "v").AsTask()),
            ("dbinsert", () => changes.Insert(_context, "a", "k", "v").AsTask()),
            ("dbdel", () => changes.Delete(_context, "a", "k").AsTask()),
            ("dbget", () => lookups.Get(_context, "a", "k").AsTask()),
            ("dbmap", () => lookups.Contains(_context, "a", "k").AsTask()),
            ("dbfirst", () => new IterationFunctions(lab.Tables).First(_context, "a").AsTask()),
        ];
        foreach (var (function, call) in calls)
        {
            var failure = await Assert.ThrowsExactlyAsync<MflException>(call);
            Assert.AreEqual((10L, $"{function}: \xC3\xA9.db: no space left"), (failure.Number, failure.Message));
        }
    }

    [TestMethod]
    public async Task Get_NameThatIsNotUtf8_RaisesDatabaseFailure()
    {
        await using var lab = new DatabaseLab();

        var failure = await Assert.ThrowsExactlyAsync<MflException>(async () => await new LookupFunctions(lab.Tables).Get(_context, "\xE4.db", "k"));

        Assert.AreEqual("dbget: the name of the database is not UTF-8", failure.Message);
    }

    [TestMethod]
    public async Task Walk_AllRecords_ShowsEachAndEnds()
    {
        await using var lab = new DatabaseLab();
        await WriteAsync(lab, "a\0", "1\0");
        await WriteAsync(lab, "b", "2");
        var functions = new IterationFunctions(lab.Tables);

        var descriptor = await functions.First(_context, "a.db");
        var first = IterationFunctions.Key(_context, descriptor) + IterationFunctions.Value(_context, descriptor);
        Assert.IsTrue(await IterationFunctions.Next(_context, descriptor));
        var second = IterationFunctions.Key(_context, descriptor) + IterationFunctions.Value(_context, descriptor);
        Assert.IsFalse(await IterationFunctions.Next(_context, descriptor));

        Assert.AreEqual((0L, "a1", "b2"), (descriptor, first, second));
        Assert.AreEqual(
            "dbkey: invalid database descriptor", Assert.ThrowsExactly<MflException>(() => IterationFunctions.Key(_context, descriptor)).Message);
    }

    [TestMethod]
    public async Task Break_WalkUnderWay_FreesItsDescriptor()
    {
        await using var lab = new DatabaseLab();
        await WriteAsync(lab, "a", "1");
        var functions = new IterationFunctions(lab.Tables);
        var first = await functions.First(_context, "a.db");
        var second = await functions.First(_context, "a.db");

        await IterationFunctions.Break(_context, first);

        Assert.AreEqual((0L, 1L, 0L), (first, second, await functions.First(_context, "a.db")));
        await IterationFunctions.Break(_context, second);
        await Assert.ThrowsExactlyAsync<MflException>(async () => await IterationFunctions.Break(_context, second));
    }

    [TestMethod]
    public async Task First_MoreWalksThanThereMayBe_Fails()
    {
        await using var lab = new DatabaseLab();
        await WriteAsync(lab, "a", "1");
        var functions = new IterationFunctions(lab.Tables);
        for (var i = 0; i < Iterations.Most; i++)
            await functions.First(_context, "a.db");

        var failure = await Assert.ThrowsExactlyAsync<MflException>(async () => await functions.First(_context, "a.db"));
        await Iterations.Of(_context).DisposeAsync();
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        await lab.Tables.CloseIdleAsync();

        Assert.AreEqual((2L, "dbfirst: no more database entries available"), (failure.Number, failure.Message));
        Assert.IsTrue(lab.Sqlite.Opened.TrueForAll(static item => item.Table.IsClosed), "the session's end returns the table");
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(0)]
    [DataRow(128)]
    [DataRow(long.MaxValue)]
    public async Task Next_DescriptorThatIsNotOpen_IsOutOfRange(long descriptor)
    {
        var failure = await Assert.ThrowsExactlyAsync<MflException>(async () => await IterationFunctions.Next(_context, descriptor));

        Assert.AreEqual((11L, "dbnext: invalid database descriptor"), (failure.Number, failure.Message));
    }

    [TestMethod]
    public async Task Control_KnownAndUnknownIdentifiers_AreTold()
    {
        await using var lab = new DatabaseLab();
        lab.Block.Configure(DatabaseLab.Database("cache", DatabaseLab.Statement("positive-expire-interval", "5", "minutes")));
        lab.Block.Configure(DatabaseLab.Database("tbf", DatabaseLab.Statement("file", "t\xC3\xA9.db"), DatabaseLab.Statement("expire-interval", "0")));
        var functions = new ControlFunctions(lab.Databases);
        functions.SetEnabled("tbf", false);

        Assert.AreEqual(lab.PathOf("t\xC3\xA9.db"), functions.Name("tbf"));
        Assert.AreEqual((300L, 0L, 86400L), (functions.ExpireInterval("cache"), functions.ExpireInterval("tbf"), functions.ExpireInterval("rate")));
        Assert.AreEqual(("0", "1"), (functions.IsEnabled("tbf"), functions.IsEnabled("rate")));
        Assert.AreEqual(
            (1L, "db_name: no such db format: dns"),
            (Assert.ThrowsExactly<MflException>(() => functions.Name("dns")) is var failure ? (failure.Number, failure.Message) : default));
        Assert.ThrowsExactly<MflException>(() => functions.ExpireInterval("dns"));
        Assert.ThrowsExactly<MflException>(() => functions.IsEnabled("dns"));
        Assert.ThrowsExactly<MflException>(() => functions.SetEnabled("dns", true));
    }

    private async Task WriteAsync(DatabaseLab lab, string key, string value)
    {
        await using var table = await lab.Databases.OpenAsync(new StateTableRequest("a.db"), TestContext.CancellationToken);
        await table.PutAsync(Encoding.Latin1.GetBytes(key), new StateRecord(Encoding.Latin1.GetBytes(value), null), TestContext.CancellationToken);
    }

    private async Task<List<(string Key, string Value)>> EntriesAsync(DatabaseLab lab)
    {
        var entries = new List<(string, string)>();
        var table = lab.Sqlite.Opened.Concat(lab.Gdbm.Opened).Single().Table;
        await foreach (var entry in table.EnumerateAsync(TestContext.CancellationToken))
            entries.Add((Encoding.Latin1.GetString(entry.Key.Span), Encoding.Latin1.GetString(entry.Record.Value.Span)));
        return entries;
    }
}
