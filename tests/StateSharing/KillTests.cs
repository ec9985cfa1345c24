using System.Globalization;
using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>The host dies in the middle of a load, again and again.</summary>
[TestClass]
public sealed class KillTests
{
    private const int Senders = 20;
    private const int Connections = 4;
    private const int UsualKills = 15;

    [TestMethod]
    public async Task Sqlite_HostIsKilledAtRandomMoments_HoldsWhatWasAcknowledged()
    {
        using var folder = new TemporaryFolder("killed");
        string databases = folder.MakeFolder("databases");
        var clock = new FakeClock(folder);
        IReadOnlyList<string> settings = await StoreSettings.SqliteAsync(databases);
        var dice = new Random(7);
        var outcomes = new List<MessageOutcome>();
        string[] keys = [.. Enumerable.Range(0, Senders).Select(static number => $"s{number}")];

        for (int kill = 0; kill < Kills; kill++)
        {
            await using StateHosts hosts = await StateHosts.StartAsync(1, clock, settings);
            var load = new RunningLoad(hosts.Load(Connections), keys);
            await load.SomeMoreAsync();
            await Task.Delay(dice.Next(50));
            hosts.Hosts[0].Signal("KILL");
            outcomes.AddRange(await load.EndAsync());
        }

        Assert.IsTrue(outcomes.Any(static outcome => outcome.Verdict is null), "no message was under way when the host was killed");
        foreach (string file in Directory.GetFiles(databases, "*.sqlite"))
            Assert.AreEqual("ok", (await ServerProcess.RunAsync("/usr/bin/sqlite3", [file, "PRAGMA integrity_check"], TimeSpan.FromSeconds(20))).Output.Trim());
        await using StateHosts last = await StateHosts.StartAsync(1, clock, settings);
        await new StateAudit(outcomes).CheckAsync(last.Load(1), clock);
    }

    /// <summary>How often; <c>POSTERN_KILLS</c> asks for more than <c>./test</c> has time for.</summary>
    private static int Kills =>
        Environment.GetEnvironmentVariable("POSTERN_KILLS") is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : UsualKills;
}
