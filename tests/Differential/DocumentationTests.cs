using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>Every example of the language reference does what the page says.</summary>
[TestClass]
public sealed class DocumentationTests
{
    private static readonly string Pages = Path.Combine(PosternExecutable.RepositoryRoot, "docs/mfl");

    public static IEnumerable<object[]> Examples => DocumentationExample.All(Pages).Where(static example => example.FileName is null).Select(static example => new object[] { example.ToString() });

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public async Task Example_DoesWhatThePageSays(string name)
    {
        var example = DocumentationExample.All(Pages).Single(item => item.ToString() == name);
        using var folder = new TemporaryFolder("postern-documentation");
        foreach (var file in DocumentationExample.All(Pages).Where(item => item.Page == example.Page && item.FileName is not null))
            folder.Write(file.FileName!, file.Source);
        string path = folder.Write("example.mfl", example.Program);

        string output = (await RunAsync(example, path)).Replace(path, "example.mfl", StringComparison.Ordinal).Replace(folder.Path + "/", "", StringComparison.Ordinal);

        Assert.AreEqual(example.Output ?? "", output);
    }

    private static async Task<string> RunAsync(DocumentationExample example, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (example.CommandLine is { } words)
        {
            (_, string said) = await ServerProcess.RunAsync(
                await PosternExecutable.FindAsync(), [.. words, "-P", folder, "-I", folder, path], TimeSpan.FromMinutes(1), folder);
            return said;
        }

        var outcome = await DifferentialLab.Host.RunAsync(example.Run(path) with { ModulePath = [folder], IncludePath = [folder] });
        return outcome.Output + outcome.Errors;
    }
}
