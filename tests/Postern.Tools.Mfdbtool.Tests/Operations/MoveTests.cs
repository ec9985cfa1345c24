using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Tools.Mfdbtool.Tests.Operations;

/// <summary>Exporting and importing.</summary>
[TestClass]
public sealed class MoveTests
{
    private readonly MfdbtoolRun _source = new();
    private readonly MfdbtoolRun _target = new();

    [TestMethod]
    public async Task Move_OneDatabase_IsTheSame()
    {
        await FillAsync("greylist", 2500);

        var outcome = await MoveAsync(["-H", "greylist"]);

        Assert.AreEqual(("greylist: 2500 records imported\n", "", 0), outcome);
        await AssertSameAsync("greylist");
    }

    [TestMethod]
    public async Task Move_All_IsTheSame()
    {
        await FillAsync("greylist", 10);
        await FillAsync("rate", 20);
        await (await _source.TableAsync("tbf")).PutAsync("raw"u8.ToArray(), new StateRecord("\0\xFF"u8.ToArray(), null), CancellationToken.None);

        var (output, errors, code) = await MoveAsync(["--all"], ["--all"]);

        Assert.AreEqual(("", 0), (errors, code));
        CollectionAssert.IsSubsetOf(
            new[] { "cache: 0 records imported", "greylist: 10 records imported", "rate: 20 records imported", "tbf: 1 records imported" }, output.Split('\n'));
        await AssertSameAsync("greylist");
        await AssertSameAsync("rate");
        await AssertSameAsync("tbf");
    }

    [TestMethod]
    public async Task Move_OneOfAll_LeavesTheOthers()
    {
        await FillAsync("greylist", 10);
        await FillAsync("rate", 20);

        Assert.AreEqual(("rate: 20 records imported\n", "", 0), await MoveAsync(["--all"], ["-H", "rate"]));
        Assert.IsEmpty(await _target.RecordsAsync("greylist"));
    }

    [TestMethod]
    public async Task Move_ToAnotherPlace_IsThere()
    {
        await FillAsync("greylist", 10);

        await MoveAsync(["-H", "greylist"], ["-f", "postgres://elsewhere"]);

        var table = await _target.Databases.OpenAsync(new StateTableRequest("elsewhere"), CancellationToken.None);
        Assert.AreEqual(10, await table.CountAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Export_RecordsWithoutExpiry_GetThatOfTheirFormat()
    {
        await _source.PutAsync("greylist", "a", 1, keepsExpiry: false);

        await MoveAsync(["-H", "greylist", "-e", "1 hour"]);

        Assert.AreEqual(_source.Time.GetUtcNow().AddHours(1), (await _target.RecordsAsync("greylist")).Single().Record.Expires);
    }

    [TestMethod]
    public async Task Export_NoExpired_LeavesThemOut()
    {
        await _source.PutAsync("greylist", "old", 1, TimeSpan.FromDays(2), keepsExpiry: false);
        await _source.PutAsync("greylist", "new", 1, keepsExpiry: false);
        using var folder = new TemporaryFolder("mfdbtool");

        Assert.AreEqual(
            ("greylist: 1 records exported, 1 expired ones left out\n", "", 0),
            await _source.RunAsync("--export", folder.Combine("dump"), "-H", "greylist", "--no-expired"));
        Assert.AreEqual(("greylist: 1 records imported\n", "", 0), await _target.RunAsync("--import", folder.Combine("dump")));
    }

    [TestMethod]
    public async Task Import_NoExpired_LeavesThemOut()
    {
        await _source.PutAsync("greylist", "old", 1, TimeSpan.FromDays(2), keepsExpiry: false);
        await _source.PutAsync("greylist", "new", 1, keepsExpiry: false);

        Assert.AreEqual(("greylist: 1 records imported, 1 expired ones left out\n", "", 0), await MoveAsync(["-H", "greylist"], ["--no-expired"]));
    }

    [TestMethod]
    public async Task Import_ExpiredRecords_AreNotMissed()
    {
        await _source.PutAsync("greylist", "old", 1, TimeSpan.FromDays(2), keepsExpiry: false);

        Assert.AreEqual(("greylist: 1 records imported\n", "", 0), await MoveAsync(["-H", "greylist"]));
    }

    [TestMethod]
    [DataRow(null, "later:1 same:2 sooner:2", 1, 2)]
    [DataRow("newer", "later:1 same:2 sooner:2", 1, 2)]
    [DataRow("replace", "later:1 same:1 sooner:1", 3, 0)]
    [DataRow("keep", "later:2 same:2 sooner:2", 0, 3)]
    public async Task Import_KeysThatAreThere_FollowTheRule(string? rule, string expected, int written, int kept)
    {
        await _source.PutAsync("greylist", "later", 1, TimeSpan.FromMinutes(1));
        await _source.PutAsync("greylist", "same", 1, TimeSpan.FromMinutes(2));
        await _source.PutAsync("greylist", "sooner", 1, TimeSpan.FromMinutes(3));
        foreach (string key in new[] { "later", "same", "sooner" })
            await _target.PutAsync("greylist", key, 2, TimeSpan.FromMinutes(2));

        var (output, _, _) = await MoveAsync(["-H", "greylist"], [.. rule is null ? Array.Empty<string>() : ["--on-conflict", rule], "--json"]);

        Assert.AreEqual(
            $$"""{"operation":"import","database":"greylist","location":"sqlite:///state/greylist.sqlite","written":{{written}},"kept":{{kept}},"expired":0,"missing":0}""" + "\n",
            output);
        Assert.AreEqual(
            expected,
            string.Join(' ', (await _target.RecordsAsync("greylist")).Select(static entry =>
                $"{Encoding.Latin1.GetString(entry.Key.Span[..^1])}:{entry.Record.Value.Span[8]}")));
    }

    [TestMethod]
    public async Task Import_Again_ChangesNothing()
    {
        await FillAsync("greylist", 3000);
        await MoveAsync(["-H", "greylist"]);

        Assert.AreEqual(("greylist: 0 records imported, 3000 that were there already kept\n", "", 0), await MoveAsync(["-H", "greylist"]));
        await AssertSameAsync("greylist");
    }

    [TestMethod]
    public async Task Import_CutOffFile_WritesNothing()
    {
        await FillAsync("greylist", 2000);
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Combine("dump");
        await _source.RunAsync("--export", file, "-H", "greylist");
        byte[] dump = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, dump[..(dump.Length / 2)]);

        var (output, errors, code) = await _target.RunAsync("--import", file);

        StringAssert.Contains(errors, "the dump is cut off in the middle of this line", StringComparison.Ordinal);
        Assert.AreEqual(("", 1), (output, code));
        Assert.IsEmpty(await _target.RecordsAsync("greylist"));
    }

    [TestMethod]
    public async Task Import_CutOffStream_SaysHowFarItCame()
    {
        await FillAsync("greylist", 2000);
        byte[] dump = await ExportAsync(["-H", "greylist"]);

        var (_, errors, code) = await _target.RunAsync(new OneWayStream(dump[..^200]), ["--import=-"]);

        StringAssert.Contains(errors, "mfdbtool: greylist: the import ends after 1000 records, which stay; the same command goes on\n", StringComparison.Ordinal);
        Assert.AreEqual(1, code);
        Assert.HasCount(1000, await _target.RecordsAsync("greylist"));
        await MoveAsync(["-H", "greylist"]);
        await AssertSameAsync("greylist");
    }

    [TestMethod]
    public async Task Import_Interrupted_GoesOnLater()
    {
        await FillAsync("greylist", 5000);
        byte[] dump = await ExportAsync(["-H", "greylist"]);
        using var stop = new CancellationTokenSource();

        var (_, errors, code) = await _target.RunAsync(new OneWayStream(dump) { StopsAt = dump.Length / 2, Stop = stop }, ["--import=-"], stop.Token);

        StringAssert.Contains(errors, "which stay; the same command goes on", StringComparison.Ordinal);
        Assert.AreEqual(130, code);
        Assert.IsNotEmpty(await _target.RecordsAsync("greylist"));
        await MoveAsync(["-H", "greylist"]);
        await AssertSameAsync("greylist");
    }

    [TestMethod]
    public async Task Import_DatabaseThatNobodyKnows_WritesNothing()
    {
        _source.Databases.Set(new StateDatabase("own", "sqlite:///state/own.sqlite"));
        await FillAsync("greylist", 1);
        using var folder = new TemporaryFolder("mfdbtool");
        await _source.RunAsync("--export", folder.Combine("dump"), "--all");

        var (_, errors, code) = await _target.RunAsync("--import", folder.Combine("dump"));

        Assert.AreEqual(($"mfdbtool: unknown database format: own; there are {string.Join(", ", _target.Ids)}\n", 64), (errors, code));
        Assert.IsEmpty(await _target.RecordsAsync("greylist"));
    }

    [TestMethod]
    public async Task Import_DatabaseThatIsNotInIt_IsTold()
    {
        await FillAsync("greylist", 1);

        Assert.AreEqual(("", "mfdbtool: standard input holds no database rate\n", 1), await MoveAsync(["-H", "greylist"], ["-H", "rate"]));
    }

    [TestMethod]
    public async Task Import_SeveralToOneFile_IsRefused()
    {
        var (_, errors, code) = await MoveAsync(["--all"], ["-f", "x"]);

        Assert.AreEqual(("mfdbtool: standard input holds several databases: name the one for --file with --format\n", 64), (errors, code));
    }

    [TestMethod]
    public async Task Import_NoFile_IsTold()
    {
        var (_, errors, code) = await _target.RunAsync("--import=/nonexistent/dump");

        StringAssert.StartsWith(errors, "mfdbtool: cannot open /nonexistent/dump: ", StringComparison.Ordinal);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    public async Task Export_FileThatExists_IsNotOverwritten()
    {
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Write("dump", "precious");

        Assert.AreEqual(("", $"mfdbtool: cannot open {file}: it exists already, and is not overwritten\n", 1), await _source.RunAsync("--export", file));
        Assert.AreEqual("precious", await File.ReadAllTextAsync(file));
    }

    [TestMethod]
    public async Task Export_File_IsForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder("mfdbtool");

        await _source.RunAsync("--export", folder.Combine("dump"));

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("dump")));
    }

    [TestMethod]
    public async Task Progress_NoTerminal_IsSilent() => Assert.AreEqual("", (await MoveLongAsync(showsProgress: false)).Errors);

    [TestMethod]
    public async Task Progress_Terminal_IsShownAndTakenAway()
    {
        string errors = (await MoveLongAsync(showsProgress: true)).Errors;

        StringAssert.Contains(errors, "\rgreylist: importing: [", StringComparison.Ordinal);
        StringAssert.Contains(errors, " of about 5,000 records, ", StringComparison.Ordinal);
        StringAssert.EndsWith(errors, "\r\x1B[K", StringComparison.Ordinal);
    }

    private async Task<(string Output, string Errors, int Code)> MoveLongAsync(bool showsProgress)
    {
        await FillAsync("greylist", 5000);
        var target = new MfdbtoolRun { ShowsProgress = showsProgress };
        var stream = new OneWayStream(await ExportAsync(["-H", "greylist"])) { OnRead = () => target.Time.Advance(TimeSpan.FromSeconds(1)) };
        return await target.RunAsync(stream, ["--import=-"]);
    }

    private async Task FillAsync(string id, int count)
    {
        for (int i = 0; i < count; i++)
            await _source.PutAsync(id, $"key {i}", i, TimeSpan.FromSeconds(i % 1000));
    }

    private async Task<byte[]> ExportAsync(string[] arguments)
    {
        var (output, errors, code) = await _source.RunAsync(["--export=-", .. arguments]);
        Assert.AreEqual(("", 0), (errors, code));
        return Encoding.Latin1.GetBytes(output);
    }

    private async Task<(string Output, string Errors, int Code)> MoveAsync(string[] export, params string[] import) =>
        await _target.RunAsync(new OneWayStream(await ExportAsync(export)), ["--import=-", .. import]);

    private async Task AssertSameAsync(string id) => CollectionAssert.AreEqual(
        (await _source.RecordsAsync(id)).Select(Shown).ToArray(), (await _target.RecordsAsync(id)).Select(Shown).ToArray());

    private static string Shown(StateEntry entry) =>
        $"{Convert.ToHexString(entry.Key.Span)} {Convert.ToHexString(entry.Record.Value.Span)} {entry.Record.Expires:O}";
}
