using System.Reflection;
using Postern.Testing.Language;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>The two implementations, and the cases where both can read them: the reference runs as an unprivileged user.</summary>
[TestClass]
public static class DifferentialLab
{
    private static TemporaryFolder? _folder;
    private static ReferenceLanguage? _reference;
    private static HostLanguage? _host;

    internal static string CasesDirectory { get; } = Metadata("CasesDirectory");

    internal static ReferenceLanguage Reference => _reference!;

    internal static HostLanguage Host => _host!;

    /// <summary>A copy of the cases.</summary>
    internal static string ReadableCases => _folder!.Combine("cases");

    [AssemblyInitialize]
    public static async Task SetUpAsync(TestContext context)
    {
        _folder = new TemporaryFolder("postern-differential");
        _reference = new ReferenceLanguage(_folder.MakeFolder("state"));
        _host = await HostLanguage.LoadAsync(_folder.MakeFolder("host"));
        await ServerProcess.RunAsync("/bin/cp", ["-r", CasesDirectory, ReadableCases], TimeSpan.FromMinutes(1));
        await ServerProcess.RunAsync("/bin/chmod", ["-R", "a+rX", ReadableCases], TimeSpan.FromMinutes(1));
    }

    [AssemblyCleanup]
    public static void TearDown() => _folder?.Dispose();

    /// <summary>Writes a program where both can read it.</summary>
    internal static string Write(string name, string text) => _folder!.Write(name, text);

    /// <summary>Makes a folder for what programs write.</summary>
    internal static string MakeFolder(string name) => _folder!.MakeFolder(name);

    private static string Metadata(string key) =>
        typeof(DifferentialLab).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
