using System.Text;

namespace Postern.Tools.Mtasim.Tests.Sessions;

/// <summary>Each session with both simulators and both hosts; those of the reference together are the judge.</summary>
[TestClass]
public sealed class SessionTests
{
    private static readonly FilterServers Servers = new();

    public static IEnumerable<object[]> Sessions => SessionFile.Names.Select(static name => new object[] { name });

    [ClassCleanup]
    public static async Task StopServersAsync() => await Servers.DisposeAsync();

    [TestMethod]
    public void Sessions_Agreeing_AreAtLeastSixty() =>
        Assert.IsGreaterThanOrEqualTo(60, SessionFile.Names.Count(static name => SessionFile.Read(name).Difference.Length == 0));

    [TestMethod]
    [DynamicData(nameof(Sessions))]
    public async Task Session_EveryPair_AgreesWithTheReference(string name)
    {
        var session = SessionFile.Read(name);
        string? reference = await Servers.UrlAsync(session.Filter, isReference: true);
        string? ours = await Servers.UrlAsync(session.Filter, isReference: false);

        string expected = await ReferenceAsync(session, reference, ours);
        string onReference = await SessionRunner.RunOursAsync(session, reference);
        string onOurs = await SessionRunner.RunOursAsync(session, ours);

        Assert.AreEqual(expected, onReference, $"{name}: our mtasim and the reference's host");
        Assert.AreEqual(expected, onOurs, $"{name}: our mtasim and our host");
    }

    /// <summary>What our mtasim has to say; on the way the reference's mtasim is compared on both hosts.</summary>
    private static async Task<string> ReferenceAsync(SessionFile session, string? reference, string? ours)
    {
        if (!session.RunsReference)
            return await OursAsync(session);
        string judged = await SessionRunner.RunReferenceAsync(session, reference);
        if (ours is not null && session.HostDifference.Length == 0)
            Assert.AreEqual(judged, await SessionRunner.RunReferenceAsync(session, ours), $"{session.Name}: the reference's mtasim and our host");
        if (session.Difference.Length == 0)
            return judged;
        string expected = await OursAsync(session);
        Assert.IsFalse(judged == expected, $"{session.Name} does not differ any more; remove its reason");
        return expected;
    }

    private static async Task<string> OursAsync(SessionFile session) => File.Exists(session.OursFile)
        ? await File.ReadAllTextAsync(session.OursFile, Encoding.Latin1)
        : $"{session.OursFile} is missing: read the transcript below, and if it is right keep it there";
}
