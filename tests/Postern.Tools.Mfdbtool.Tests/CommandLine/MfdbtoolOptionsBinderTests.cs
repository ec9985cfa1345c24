using Postern.Daemon.CommandLine;
using Postern.Tools.Mfdbtool.CommandLine;

namespace Postern.Tools.Mfdbtool.Tests.CommandLine;

[TestClass]
public sealed class MfdbtoolOptionsBinderTests
{
    [TestMethod]
    public void List_Alone_IsOfTheCache()
    {
        MfdbtoolOptions options = MfdbtoolOptionsBinder.Bind(["--list"]);

        Assert.AreEqual((MfdbtoolMode.List, "cache", "%c"), (options.Mode, options.Format, options.TimeFormat));
    }

    [TestMethod]
    public void Predict_Alone_ListsRates()
    {
        MfdbtoolOptions options = MfdbtoolOptionsBinder.Bind(["--predict=180 per 1 minute"]);

        Assert.AreEqual((MfdbtoolMode.List, "rate"), (options.Mode, options.Format));
        Assert.AreEqual(new SendingRate(180, TimeSpan.FromMinutes(1)), options.Predict);
    }

    [TestMethod]
    public void Release_Alone_IsOfTheGreylist() =>
        Assert.AreEqual("greylist", MfdbtoolOptionsBinder.Bind(["--release", "key"]).Format);

    [TestMethod]
    public void Import_Alone_IsOfAllThatTheDumpHolds() => Assert.IsNull(MfdbtoolOptionsBinder.Bind(["--import=-"]).Format);

    [TestMethod]
    public void Mode_Several_LastCounts() =>
        Assert.AreEqual(MfdbtoolMode.Delete, MfdbtoolOptionsBinder.Bind(["--list", "--delete", "key"]).Mode);

    [TestMethod]
    public void Keys_OfTheSystem_AreBytes() =>
        CollectionAssert.AreEqual(new[] { "\xC3\xA4@x" }, MfdbtoolOptionsBinder.Bind(["--list", "\u00E4@x"]).Keys.ToArray());

    [TestMethod]
    public void Options_AllOfThem_AreRead()
    {
        MfdbtoolOptions options = MfdbtoolOptionsBinder.Bind(
        [
            "--export=dump", "-H", "rate", "-f", "x.db", "-e", "1 hour", "--state-directory", "/s", "--plugin-directory=/p", "--plugin-directory=/q", "-u", "mail",
            "-d", "db", "--debug-line-info", "--config-file=c", "--config-verbose", "--no-config", "--set=a=b", "--no-expired", "--ignore-failed-reads", "--json",
            "--time-format=%s",
        ]);

        Assert.AreEqual(
            (MfdbtoolMode.Export, "dump", "rate", "x.db", TimeSpan.FromHours(1), "/s", "mail", true, "c", true, true, false, true, true, "%s"),
            (options.Mode, options.DumpFile, options.Format, options.File, options.ExpireInterval!.Value, options.StateDirectory, options.User,
                options.ShowsSource, options.ConfigFile, options.TellsConfiguration, options.NoConfig, options.MovesExpired, options.IgnoresFailedReads,
                options.IsJson, options.TimeFormat));
        CollectionAssert.AreEqual(new[] { "/p", "/q" }, options.PluginDirectories.ToArray());
        CollectionAssert.AreEqual(new[] { "db" }, options.DebugSpecifications.ToArray());
        CollectionAssert.AreEqual(new[] { "a=b" }, options.Settings.ToArray());
    }

    [TestMethod]
    [DataRow("", "you must specify one of --list, --delete, --expire, --compact, --export, --import or --release")]
    [DataRow("--all --list", "--all is meaningful only with --expire, --compact, --export or --import")]
    [DataRow("--all --expire -f x", "--all and --file exclude each other")]
    [DataRow("--all --expire -H rate", "--all and --format exclude each other")]
    [DataRow("--delete", "name the keys of the records after the options")]
    [DataRow("--release", "name the keys of the records after the options")]
    [DataRow("--expire key", "unexpected word `key': keys are for --list, --delete and --release")]
    [DataRow("--expire --sort=key", "--sort is for --list")]
    [DataRow("--expire --top=1", "--top is for --list")]
    [DataRow("--delete --predict=1 key", "--predict is for --list")]
    [DataRow("--list --on-conflict=keep", "--on-conflict is for --import")]
    [DataRow("--list --no-expired", "--no-expired is for --export and --import")]
    [DataRow("--export=- --json", "--json would be in the way of what --export writes; name a file")]
    [DataRow("--list --top=0", "--top=0: a positive number was expected")]
    [DataRow("--list --top=x", "--top=x: a positive number was expected")]
    [DataRow("--import=- --on-conflict=x", "--on-conflict=x: newer, replace or keep was expected")]
    [DataRow("--list -e x", "--expire-interval=x: expected a number in the time interval, found `x'")]
    [DataRow("--list --file=", "option '--file' requires an argument")]
    [DataRow("--export=", "option '--export' requires an argument")]
    [DataRow("--bogus", "unrecognized option '--bogus'")]
    public void Bind_Mistake_IsTold(string arguments, string message)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.AreEqual(message, Assert.ThrowsExactly<UsageException>(() => MfdbtoolOptionsBinder.Bind(words)).Message);
    }

    [TestMethod]
    [DataRow("10", 10, 1)]
    [DataRow("60/60", 60, 60)]
    [DataRow("180 per 1 minute", 180, 60)]
    [DataRow("5 per minute", 5, 60)]
    [DataRow("10 / 1 minute", 10, 60)]
    [DataRow("10/minute", 10, 60)]
    [DataRow("10 per 1 hour 5 minutes", 10, 3900)]
    public void SendingRate_Text_IsRead(string text, long count, long seconds)
    {
        Assert.IsTrue(SendingRate.TryParse(text, out SendingRate rate, out _));
        Assert.AreEqual(new SendingRate(count, TimeSpan.FromSeconds(seconds)), rate);
    }

    [TestMethod]
    [DataRow("x")]
    [DataRow("")]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("10 per")]
    [DataRow("5/")]
    [DataRow("5 / 0")]
    [DataRow("99999999999999999999")]
    public void SendingRate_Nonsense_IsRefused(string text)
    {
        Assert.IsFalse(SendingRate.TryParse(text, out _, out string problem));
        Assert.AreEqual(
            $"--predict={text}: a positive number, N/SECONDS or \"N per INTERVAL\" was expected, such as \"180 per 1 minute\"", problem);
    }

    [TestMethod]
    public void SendingRate_UnknownUnit_IsTold()
    {
        Assert.IsFalse(SendingRate.TryParse("180 per 1 minutefoo", out _, out string problem));
        StringAssert.StartsWith(problem, "--predict=180 per 1 minutefoo: unrecognized time unit `minutefoo'", StringComparison.Ordinal);
    }
}
