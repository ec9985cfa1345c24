using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>Every example of the language reference does what the page says.</summary>
[TestClass]
public sealed class DocumentationTests
{
    private static readonly string Pages = Path.Combine(PosternExecutable.RepositoryRoot, "docs/mfl");

    public static IEnumerable<object[]> Examples => DocumentationExample.All(Pages).Select(static example => new object[] { example.ToString() });

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public async Task Example_DoesWhatThePageSays(string name)
    {
        var example = DocumentationExample.All(Pages).Single(item => item.ToString() == name);
        string path = DifferentialLab.Write(name.Replace(':', '-') + ".mfl", example.Program);

        var outcome = await DifferentialLab.Host.RunAsync(example.Run(path));

        string errors = outcome.Errors.Replace(path, "example.mfl", StringComparison.Ordinal);
        if (example.Output is null)
            Assert.AreEqual("", errors);
        else
            Assert.AreEqual(example.Output, outcome.Output + errors);
    }
}
