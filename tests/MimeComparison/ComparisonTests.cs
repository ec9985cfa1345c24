namespace Postern.MimeComparison;

/// <summary>
/// Our parser beside others. <c>cases/differences.txt</c> explains every difference: lines of <c>MESSAGE | PEER | FIELD | THEIRS | OURS | REASON</c>.
/// </summary>
[TestClass]
public sealed class ComparisonTests
{
    private static readonly Lazy<Corpus> Messages = new(() => new Corpus());

    public static IEnumerable<object[]> PeerNames => Peers.Names.Select(static name => new object[] { name });

    [ClassCleanup]
    public static void RemoveCorpus()
    {
        if (Messages.IsValueCreated)
            Messages.Value.Dispose();
    }

    [TestMethod]
    public void Corpus_Messages_AreAtLeastFiveHundred() => Assert.IsGreaterThanOrEqualTo(500, Directory.GetFiles(Messages.Value.Folder).Length);

    [TestMethod]
    [DynamicData(nameof(PeerNames))]
    public async Task Peer_WholeCorpus_DiffersOnlyWhereItIsExplained(string peer)
    {
        var theirs = await Peers.ReadAsync(peer, Messages.Value);
        var ours = OwnParser.Read(Peers.Folder(peer, Messages.Value), peer == Peers.MimeTools);
        var found = ReadingComparison.Compare(peer, theirs, ours).Select(difference => difference.ToString());
        Assert.AreEqual("", DifferenceList.Compare(peer, found), "lines of differences.txt without a difference (-), differences without a line (+)");
    }

    /// <summary>What another program sees and we do not must not go by unnoticed.</summary>
    [TestMethod]
    public void Differences_InWhichWeSeeFewerParts_AreReported()
    {
        var unreported = DifferenceList.Lines.Where(DifferenceList.HasFewerParts).Select(DifferenceList.Message).Distinct(StringComparer.Ordinal)
            .Where(message => !OwnParser.IsReported(Path.Combine(Messages.Value.Folder, message)));
        CollectionAssert.AreEqual(Array.Empty<string>(), unreported.ToArray());
    }

    [TestMethod]
    public void Differences_EveryLine_HasAReason() =>
        CollectionAssert.AreEqual(Array.Empty<string>(), DifferenceList.Lines.Where(line => DifferenceList.Reason(line).Length == 0).ToArray());
}
