namespace Postern.Fuzz.Tests;

/// <summary>A bounded sample of what <c>./fuzz</c> runs in full, and every input that once broke something.</summary>
[TestClass]
public sealed class FuzzSampleTests
{
    private const int SampleSeed = 1;

    public static IEnumerable<object[]> Targets => FuzzTargets.All.Select(static target => new object[] { target.Name });

    public static IEnumerable<object[]> Cases =>
        FuzzTargets.All.SelectMany(static target => FuzzCorpus.Cases(target.Name)
            .Select(path => new object[] { target.Name, Path.GetFileName(path) }));

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public async Task Target_SampleOfInputs_HoldsItsPromises(string name)
    {
        var run = new FuzzRun(FuzzTargets.All.Single(target => target.Name == name), SampleSeed);
        Assert.AreEqual("", await run.RunAsync(0, run.SampleSize) is { } failure ? failure.ToString() : "");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Target_InputThatOnceFailed_HoldsItsPromises(string name, string file)
    {
        var target = FuzzTargets.All.Single(item => item.Name == name);
        var input = await File.ReadAllBytesAsync(FuzzCorpus.Cases(name).Single(path => Path.GetFileName(path) == file));
        Assert.IsNull(await target.CheckAsync(input));
    }

    [TestMethod]
    public void Inputs_SameSeed_AreTheSame() => CollectionAssert.AreEqual(
        new FuzzRun(FuzzTargets.All[0], 7).InputAt(3), new FuzzRun(FuzzTargets.All[0], 7).InputAt(3));
}
