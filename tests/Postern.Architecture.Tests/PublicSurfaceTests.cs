using Postern.Abstractions;

namespace Postern.Architecture;

[TestClass]
public sealed class PublicSurfaceTests
{
    /// <summary>Plugins are built against this surface: a line that goes or changes breaks them, a new line wants a new minor contract version.</summary>
    [TestMethod]
    public void Abstractions_PublicSurface_IsTheListedOne()
    {
        const string Listing = "Surface/Postern.Abstractions.txt";
        string actual = PublicSurface.List(typeof(ContractVersion).Assembly);
        string listed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Listing));
        string written = Path.Combine(AppContext.BaseDirectory, "Postern.Abstractions.actual.txt");
        File.WriteAllText(written, actual);

        string[] gone = [.. listed.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal)];
        string[] added = [.. actual.Split('\n').Except(listed.Split('\n'), StringComparer.Ordinal)];

        Assert.AreEqual(
            listed,
            actual,
            $"the contracts have changed. Gone: {string.Join(" | ", gone)}. New: {string.Join(" | ", added)}. If that is meant, copy {written} over {Listing}.");
    }
}
