using System.Text;
using System.Text.RegularExpressions;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>The same command lines on the same files: mailfromd's mfdbtool is the judge.</summary>
[TestClass]
public sealed partial class ReferenceTests
{
    public static IEnumerable<object[]> Cases =>
        ReferenceCase.Names.SelectMany(static name => ReferenceCase.Read(name).Kinds.Select(kind => new object[] { name, kind }));

    [TestMethod]
    public void Cases_Agreeing_AreAtLeastFifteen() =>
        Assert.IsGreaterThanOrEqualTo(15, ReferenceCase.Names.Count(static name => ReferenceCase.Read(name).Difference.Length == 0));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Case_Run_AgreesWithTheReference(string name, string kind)
    {
        ReferenceCase item = ReferenceCase.Read(name);

        string reference = KnownDifferences.Apply(await new CaseRunner(item, kind, isReference: true).RunAsync());
        string ours = await new CaseRunner(item, kind, isReference: false).RunAsync();

        if (item.Difference.Length == 0)
        {
            Assert.AreEqual(reference, ours);
            return;
        }

        string expected = File.Exists(item.OursFile)
            ? await File.ReadAllTextAsync(item.OursFile, Encoding.Latin1)
            : $"{item.OursFile} is missing: read what is below, and if it is right keep it there";
        // What there is depends on the plugins.
        Assert.AreEqual(expected, Known().Replace(ours, "there are NAMES"));
        Assert.AreNotEqual(reference, ours, $"{name} does not differ any more; remove its reason");
    }

    [GeneratedRegex("(?<=; )there are [a-z]+(?:, [a-z-]+)+")]
    private static partial Regex Known();
}
