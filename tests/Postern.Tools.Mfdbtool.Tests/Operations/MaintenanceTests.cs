using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Tools.Mfdbtool.Tests.Operations;

/// <summary>Deleting, expiring, compacting, releasing.</summary>
[TestClass]
public sealed class MaintenanceTests
{
    private readonly MfdbtoolRun _run = new();

    [TestMethod]
    public async Task Delete_Keys_AreGone()
    {
        await _run.PutAsync("greylist", "a", 1);
        await _run.PutAsync("greylist", "b", 1);

        var outcome = await _run.RunAsync("--delete", "-H", "greylist", "a", "nokey");

        Assert.AreEqual(
            ("", "mfdbtool: cannot remove record `nokey' from `sqlite:///state/greylist.sqlite': there is no such record\n", 0), outcome);
        CollectionAssert.AreEqual(CountFormat.Key("b"), (await _run.RecordsAsync("greylist")).Single().Key.ToArray());
    }

    [TestMethod]
    public async Task Delete_Json_TellsEachKey()
    {
        await _run.PutAsync("greylist", "a", 1);

        var (output, _, _) = await _run.RunAsync("--delete", "-H", "greylist", "--json", "a", "nokey");

        Assert.AreEqual(
            """
            {"operation":"delete","database":"greylist","key":"a","deleted":true}
            {"operation":"delete","database":"greylist","key":"nokey","deleted":false}

            """,
            output);
    }

    [TestMethod]
    public async Task Expire_Database_LosesExpiredRecords()
    {
        await _run.PutAsync("greylist", "old", 1, TimeSpan.FromDays(2));
        await _run.PutAsync("greylist", "new", 1);

        var (output, errors, code) = await _run.RunAsync("--expire", "-H", "greylist", "--json");

        Assert.AreEqual(
            ("""{"operation":"expire","database":"greylist","location":"sqlite:///state/greylist.sqlite","expired":1}""" + "\n", "", 0), (output, errors, code));
        Assert.HasCount(1, await _run.RecordsAsync("greylist"));
    }

    [TestMethod]
    public async Task Expire_ShorterInterval_CountsForStoresThatKeepExpiry()
    {
        await _run.PutAsync("greylist", "old", 1, TimeSpan.FromHours(2));
        await _run.PutAsync("greylist", "new", 1);

        var (output, _, _) = await _run.RunAsync("--expire", "-H", "greylist", "--json", "-e", "1 hour");

        StringAssert.EndsWith(output, "\"expired\":1}\n", StringComparison.Ordinal);
        Assert.HasCount(1, await _run.RecordsAsync("greylist"));
    }

    [TestMethod]
    [DataRow("--expire", "expire")]
    [DataRow("--compact", "compact")]
    public async Task All_Databases_AreWorkedOn(string option, string operation)
    {
        var (output, errors, code) = await _run.RunAsync(option, "--all", "--json");

        CollectionAssert.AreEqual(
            _run.Ids.Select(id =>
                $$"""{"operation":"{{operation}}","database":"{{id}}","location":"sqlite:///state/{{id}}.sqlite","expired":0}""").ToArray(),
            output.TrimEnd().Split('\n'));
        Assert.AreEqual(("", 0), (errors, code));
    }

    [TestMethod]
    public async Task All_OneFails_TheOthersAreWorkedOn()
    {
        _run.Databases.Failure = new StateStoreException("no connection", isTransient: true);

        Assert.AreEqual(("", string.Concat(_run.Ids.Select(static _ => "mfdbtool: no connection\n")), 1), await _run.RunAsync("--expire", "--all"));
    }

    [TestMethod]
    public async Task Release_WhoWaits_PassesFromNowOn()
    {
        await _run.PutAsync("greylist", "a", 7, TimeSpan.FromMinutes(1));

        Assert.AreEqual(("", "", 0), await _run.RunAsync("--release", "a"));

        CollectionAssert.AreEqual(CountFormat.Value(_run.Time.GetUtcNow(), 0), (await _run.RecordsAsync("greylist")).Single().Record.Value.ToArray());
    }

    [TestMethod]
    public async Task Release_WhoDoesNotWait_IsTold()
    {
        await _run.PutAsync("greylist", "a", 0);

        var (output, errors, code) = await _run.RunAsync("--release", "--json", "a", "b");

        Assert.AreEqual(
            """
            {"operation":"release","database":"greylist","key":"a","released":false}
            {"operation":"release","database":"greylist","key":"b","released":false}

            """,
            output);
        Assert.AreEqual(
            """
            mfdbtool: cannot release `a' in `sqlite:///state/greylist.sqlite': nobody waits by it
            mfdbtool: cannot release `b' in `sqlite:///state/greylist.sqlite': there is no such record

            """,
            errors);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    [DataRow("rw-r-----", "600", "Group readable file")]
    [DataRow("rw--w----", "640", "Group writable file")]
    [DataRow("rw----r--", "rw-r-----", "World readable file")]
    public async Task Safety_FileForOthers_IsRefused(string mode, string allowed, string problem)
    {
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Write("x.db", "");
        File.SetUnixFileMode(file, Mode(mode));

        Assert.AreEqual(("", $"mfdbtool: {file} fails safety check: {problem}\n", 1), await _run.RunAsync("--list", "-H", "rate", "-f", file, $"--set=database-mode={allowed}"));
    }

    [TestMethod]
    public async Task Safety_LinkToAFileOfOnesOwn_IsUsed()
    {
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Write("x.db", "");
        File.SetUnixFileMode(file, Mode("rw-------"));
        File.CreateSymbolicLink(folder.Combine("link.db"), file);

        Assert.AreEqual(("", "", 0), await _run.RunAsync("--list", "-H", "rate", "--state-directory", folder.Path, "-f", "link.db"));
    }

    [TestMethod]
    [DataRow("rw-r-----", "640")]
    [DataRow("rw-r--r--", "644")]
    [DataRow("rw-rw----", "rw-rw----")]
    public async Task Safety_ModeOfTheConfiguration_IsAllowed(string mode, string allowed)
    {
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Write("x.db", "");
        File.SetUnixFileMode(file, Mode(mode));

        Assert.AreEqual(("", "", 0), await _run.RunAsync("--list", "-H", "rate", "-f", file, $"--set=database-mode={allowed}"));
    }

    [TestMethod]
    public async Task User_OfTheConfiguration_IsBecome()
    {
        await _run.RunAsync("--list", "--set=user=mail");
        Assert.AreEqual("mail", _run.User);

        await _run.RunAsync("--list", "--set=user=mail", "--user=news");
        Assert.AreEqual("news", _run.User);
    }

    [TestMethod]
    [DataRow("--help", "Usage: mfdbtool [OPTION...] [KEY...]\n")]
    [DataRow("--usage", "Usage: mfdbtool [-?V] [-f FILE] ")]
    [DataRow("--version", "mfdbtool (Postern) ")]
    [DataRow("--config-help", "# The program reads the host's configuration file")]
    [DataRow("--show-config-options", "version: ")]
    public async Task Options_Informational_Print(string option, string beginning)
    {
        var (output, errors, code) = await _run.RunAsync(option);

        StringAssert.StartsWith(output, beginning, StringComparison.Ordinal);
        Assert.AreEqual(("", 0), (errors, code));
    }

    [TestMethod]
    public async Task Configuration_Wrong_EndsWith78()
    {
        using var folder = new TemporaryFolder("mfdbtool");
        string file = folder.Write("c.conf", "user;\n");

        Assert.AreEqual(("", $"mfdbtool: {file}:1.1-5: expected a value after `user'\n", 78), await _run.RunAsync("--list", "--config-file", file));
    }

    [TestMethod]
    public async Task Debug_UnknownCategory_IsRefused()
    {
        var (_, errors, code) = await _run.RunAsync("--list", "-d", "bogus");

        StringAssert.StartsWith(errors, "mfdbtool: --debug=bogus: unknown category: bogus; there are ", StringComparison.Ordinal);
        Assert.AreEqual(64, code);
    }

    private static UnixFileMode Mode(string text) => (UnixFileMode)text.Aggregate(0, static (mode, c) => (mode << 1) | (c == '-' ? 0 : 1));
}
