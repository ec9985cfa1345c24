using Postern.Abstractions.Storage;
using Postern.Plugins.Greylist.Checks;

namespace Postern.Plugins.Greylist.Tests.Checks;

[TestClass]
public sealed class CheckFormatTests
{
    private readonly GreylistLab _lab = new();
    private readonly CheckFormat _format = new();

    private DateTimeOffset Now => _lab.Time.GetUtcNow();

    [TestMethod]
    public async Task Describe_Waiting_SaysUntilWhen()
    {
        await _lab.CheckAsync("k", 300, window: 1000);

        var entry = await EntryAsync("k");
        var description = _format.Describe(entry, GreylistLab.Listing(Now))!;

        Assert.AreEqual("k first:Thu Jan 1 00:00:00 2026 ready:Thu Jan 1 00:05:00 2026 late:Thu Jan 1 00:16:40 2026", description.Line);
        Assert.AreEqual(
            "key=k first=1767225600 ready=1767225900 closes=1767226600 last=0 passes=0",
            string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
        Assert.AreEqual(Now.AddSeconds(2000), entry.Record.Expires);
    }

    [TestMethod]
    public async Task Describe_KnownSenderAndClient_SayHowOftenAndUntilWhen()
    {
        await _lab.CheckAsync("k", 300, "c", lifetime: 1000);
        await _lab.At(300).CheckAsync("k", 300, "c", lifetime: 1000);
        await _lab.At(360).CheckAsync("k", 300, "c", lifetime: 1000);

        Assert.AreEqual(
            "k first:Thu Jan 1 00:00:00 2026 passes:2 last:Thu Jan 1 00:06:00 2026 exp:Thu Jan 1 00:22:40 2026",
            _format.Describe(await EntryAsync("k"), GreylistLab.Listing(Now))!.Line);
        Assert.AreEqual(
            "awl:c first:Thu Jan 1 00:05:00 2026 passes:1 last:Thu Jan 1 00:05:00 2026 exp:Thu Jan 1 00:21:40 2026",
            _format.Describe(await EntryAsync("awl:c"), GreylistLab.Listing(Now))!.Line);
    }

    [TestMethod]
    public async Task Expires_AnyRecord_IsThatOfTheStore()
    {
        await _lab.CheckAsync("k", 300, "c");
        await _lab.At(300).CheckAsync("k", 300, "c");
        await _lab.CheckAsync("waiting", 300, "c");

        foreach (string key in new[] { "k", "awl:c", "waiting" })
        {
            var entry = await EntryAsync(key);
            Assert.AreEqual(entry.Record.Expires, _format.Expires(entry.Key.Span, entry.Record.Value.Span, _lab.Databases.Find("greylist-awl")!));
        }
    }

    [TestMethod]
    public async Task Release_Waiting_Passes()
    {
        await _lab.CheckAsync("k", 300);

        var released = _format.Release(await EntryAsync("k"), _lab.At(10).Time.GetUtcNow());
        await (await _lab.TableAsync("greylist-awl")).PutAsync(GreylistLab.Key("k"), released!.Value, CancellationToken.None);

        Assert.AreEqual("0 -77 passed", await _lab.CheckAsync("k", 300));
    }

    [TestMethod]
    public async Task Release_WhoDoesNotWait_IsNull()
    {
        await _lab.CheckAsync("k", 0, "c");
        Assert.IsNull(_format.Release(await EntryAsync("k"), Now));
        await _lab.CheckAsync("k", 0, "c");

        Assert.IsNull(_format.Release(await EntryAsync("k"), Now));
        Assert.IsNull(_format.Release(await EntryAsync("awl:c"), Now));
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(39, 0)]
    [DataRow(40, 0)]
    [DataRow(40, 0xFF)]
    [DataRow(41, 1)]
    public void AnyOperation_DamagedRecord_SaysNothing(int size, int fill)
    {
        var value = new byte[size];
        Array.Fill(value, (byte)fill);
        var entry = new StateEntry(GreylistLab.Key("k"), new StateRecord(value, null));

        Assert.IsNull(_format.Describe(entry, GreylistLab.Listing(Now)));
        Assert.IsNull(_format.Expires(entry.Key.Span, value, _lab.Databases.Find("greylist-awl")!));
        Assert.IsNull(_format.Release(entry, Now));
    }

    [TestMethod]
    [DataRow(long.MaxValue)]
    [DataRow(long.MinValue)]
    [DataRow(253402300800)]
    public void AnyOperation_TimesThatNoCalendarReaches_ThrowsNothing(long time)
    {
        foreach (int passes in new[] { 0, int.MaxValue })
        {
            var record = new CheckRecord(CheckKind.Sender, -time, time, time, time, passes).ToState();
            var entry = new StateEntry(GreylistLab.Key("k"), record);

            Assert.IsNull(_format.Describe(entry, GreylistLab.Listing(Now)));
            Assert.AreEqual(record.Expires, _format.Expires(entry.Key.Span, record.Value.Span, _lab.Databases.Find("greylist-awl")!));
            Assert.IsTrue(_format.Release(entry, Now) is null || passes == 0);
        }
    }

    private async Task<StateEntry> EntryAsync(string key) => new(GreylistLab.Key(key), (await _lab.FindAsync("greylist-awl", key))!.Value);
}
