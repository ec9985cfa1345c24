using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Tests;

[TestClass]
public sealed class GreylistFormatTests
{
    private readonly GreylistLab _lab = new();

    private DateTimeOffset Now => _lab.Time.GetUtcNow();

    [TestMethod]
    public void Describe_Record_IsKeyAndDate()
    {
        var description = Format().Describe(Entry("two words", Now.ToUnixTimeSeconds()), GreylistLab.Listing(Now))!;

        Assert.AreEqual("two words Thu Jan 1 00:00:00 2026", description.Line);
        Assert.AreEqual("key=two words time=1767225600", string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
        Assert.IsTrue(description.Fields[0].Value.IsString);
        Assert.IsFalse(description.Fields[1].Value.IsString);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    [DataRow(9)]
    [DataRow(100000)]
    public void AnyOperation_DamagedRecord_SaysNothing(int size)
    {
        var entry = new StateEntry(GreylistLab.Key("k"), new StateRecord(new byte[size], null));

        Assert.IsNull(Format().Describe(entry, GreylistLab.Listing(Now)));
        Assert.IsNull(Format().Expires(entry.Key.Span, entry.Record.Value.Span, _lab.Databases.Find("greylist")!));
        Assert.IsNull(Format().Release(entry, Now));
    }

    [TestMethod]
    public void Expires_Record_IsTheSecondAfterTheInterval()
    {
        var entry = Entry("k", Now.ToUnixTimeSeconds());

        Assert.AreEqual(Now.AddSeconds(86401), Format().Expires(entry.Key.Span, entry.Record.Value.Span, _lab.Databases.Find("greylist")!));
        Assert.IsNull(Format().Expires(entry.Key.Span, entry.Record.Value.Span, new StateDatabase("greylist", "sqlite:///x")));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Release_WhoWaits_PassesForHalfOfTheInterval(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm);
        var format = new GreylistFormat(lab.Databases);
        await lab.GreylistAsync("k", 43200);
        lab.At(60);

        var released = format.Release(new StateEntry(GreylistLab.Key("k"), (await lab.FindAsync("greylist", "k"))!.Value), lab.Time.GetUtcNow());
        await (await lab.TableAsync("greylist")).PutAsync(GreylistLab.Key("k"), released!.Value, CancellationToken.None);

        Assert.AreEqual("0 -77", await lab.GreylistAsync("k", 43200));
        Assert.AreEqual("0 -77", await lab.At(60 + 43200).GreylistAsync("k", 43200));
        Assert.AreEqual("1 300", await lab.At(60 + 43201).GreylistAsync("k", 300));
    }

    [TestMethod]
    public void Release_WhoWouldPassAnyway_IsNull() =>
        Assert.IsNull(Format().Release(Entry("k", Now.AddSeconds(-43200).ToUnixTimeSeconds()), Now));

    [TestMethod]
    public void Release_RecordsThatLiveForEver_PassForEver()
    {
        _lab.Databases.Set(_lab.Databases.Find("greylist")! with { ExpireInterval = TimeSpan.Zero });

        var released = Format().Release(Entry("k", Now.ToUnixTimeSeconds()), Now);

        Assert.AreEqual("0000000000000000", Convert.ToHexStringLower(released!.Value.Value.Span));
        Assert.IsNull(released.Value.Expires);
    }

    private static StateEntry Entry(string key, long time) => new(GreylistLab.Key(key), new StateRecord(BitConverter.GetBytes(time), null));

    private GreylistFormat Format() => new(_lab.Databases);
}
