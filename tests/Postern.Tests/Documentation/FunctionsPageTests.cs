using System.Diagnostics;

namespace Postern.Tests.Documentation;

[TestClass]
public sealed class FunctionsPageTests
{
    [TestMethod]
    public async Task FunctionsPage_IsWhatThePluginsSay()
    {
        string root = Testing.Servers.PosternExecutable.RepositoryRoot;
        using Process script = Process.Start(new ProcessStartInfo(Path.Combine(root, "scripts/functions-page")) { RedirectStandardOutput = true })!;
        string made = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.AreEqual(0, script.ExitCode);
        Assert.AreEqual(
            await File.ReadAllTextAsync(Path.Combine(root, "docs/mfl/functions.md")), made, "scripts/functions-page >docs/mfl/functions.md makes the page anew");
    }
}
