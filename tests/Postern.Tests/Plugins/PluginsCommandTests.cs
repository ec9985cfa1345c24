using Postern.Daemon.Plugins;

namespace Postern.Tests.Plugins;

[TestClass]
public sealed class PluginsCommandTests
{
    [TestMethod]
    public async Task List_BrokenPlugin_SaysWhy()
    {
        var directory = Directory.CreateTempSubdirectory("postern-plugins-");
        try
        {
            string folder = directory.CreateSubdirectory("Empty").FullName;

            var (code, output, errors) = await RunAsync([], "list", $"--plugin-directory={directory.FullName}");

            Assert.AreEqual(
                $"NAME   VERSION  STATE   PATH\nEmpty  -        broken  {folder}\n    the folder holds no .dll\n", output);
            Assert.AreEqual((0, ""), (code, errors));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [TestMethod]
    public async Task List_BuiltInPlugins_AreActive()
    {
        string layout = Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(Testing.Servers.PosternExecutable.RepositoryRoot, "out");

        var (code, output, _) = await RunAsync([Path.Combine(layout, "plugins")], "list");

        string[] rows = [.. output.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Skip(1)];
        string sources = Path.Combine(Testing.Servers.PosternExecutable.RepositoryRoot, "Plugins");
        string[] plugins = [.. Directory.EnumerateDirectories(sources)
            .Where(static folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(
            plugins, rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).ToArray());
        Assert.IsTrue(rows.All(row => row.Contains(" active ", StringComparison.Ordinal)), output);
        StringAssert.Contains(output, "    IMflModule:strings 1.0\n", StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Functions_BuiltInPlugins_HaveSignatureAndExceptions()
    {
        string layout = Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(Testing.Servers.PosternExecutable.RepositoryRoot, "out");

        var (code, output, _) = await RunAsync([Path.Combine(layout, "plugins")], "functions");

        CollectionAssert.Contains(output.Split('\n'), "string sprintf (string, ...)\tText\te_range e_ston_conv");
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    [DataRow(new string[0], "postern plugins: expected \"list\" or \"functions\", found nothing\n")]
    [DataRow(new[] { "remove" }, "postern plugins: expected \"list\" or \"functions\", found \"remove\"\n")]
    public async Task Run_WrongCommandLine_IsAUsageError(string[] args, string message)
    {
        var (code, output, errors) = await RunAsync([], args);

        Assert.AreEqual((64, "", message), (code, output, errors));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] defaults, params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        int code = await PluginsCommand.RunAsync(args, defaults, output, errors, CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }
}
