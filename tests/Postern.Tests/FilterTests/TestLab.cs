using System.Reflection;
using Postern.Daemon.FilterTests;
using Postern.Daemon.Settings;
using Postern.Testing.Servers;

namespace Postern.Tests.FilterTests;

/// <summary>A folder with filters and test files, and the command that runs them in this process.</summary>
internal sealed class TestLab : IDisposable
{
    private readonly TemporaryFolder _folder = new("postern-filter-tests");

    public TestLab()
    {
        _folder.Write("accepts.mfl", "prog eom do accept done\n");
    }

    /// <summary>The folder without a slash at its end, as it stands before the names of its files.</summary>
    public string Path => _folder.Path;

    public static InstallLayout Layout { get; } = InstallLayout.Find(System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("POSTERN_OUT") ?? System.IO.Path.Combine(PosternExecutable.RepositoryRoot, "out"), "bin"));

    public string Write(string name, string text)
    {
        string path = _folder.Combine(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs <c>postern test</c>; the folder's name in the output is DIR.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        int code = await TestCommand.RunAsync(arguments, Layout, TimeProvider.System, output, CancellationToken.None);
        return (code, output.ToString().Replace(_folder.Path, "DIR", StringComparison.Ordinal));
    }

    /// <summary>Writes a filter and a test file for it, and runs that.</summary>
    public Task<(int Code, string Output)> RunFilterAsync(string filter, string tests, params string[] arguments)
    {
        Write("f.mfl", filter);
        return RunAsync([Write("t.test", "filter f.mfl\n" + tests), .. arguments]);
    }

    /// <summary>The fixture whose functions ask the DNS and use databases; an option for the command.</summary>
    public string AddZoneAndTables()
    {
        string source = typeof(TestLab).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "ZoneAndTables").Value!;
        foreach (string file in Directory.EnumerateFiles(source))
        {
            Directory.CreateDirectory(_folder.Combine("plugins/ZoneAndTables"));
            File.Copy(file, _folder.Combine("plugins/ZoneAndTables/" + System.IO.Path.GetFileName(file)), overwrite: true);
        }

        return "--plugin-directory=" + _folder.Combine("plugins");
    }

    public void Dispose() => _folder.Dispose();
}
