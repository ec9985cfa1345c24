using System.Reflection;
using System.Xml.Linq;

namespace Postern.Architecture;

/// <summary>Finds the assemblies where the projects of this repository have built them.</summary>
internal static class SourceTree
{
    private const string AbstractionsFolder = "Abstractions";
    private const string PluginsFolder = "Plugins";

    public static string Root { get; } = Metadata("RepositoryRoot");

    public static BuiltAssembly Abstractions => Built(Path.Combine(Root, AbstractionsFolder));

    public static IReadOnlyList<BuiltAssembly> Plugins => [.. ProjectFolders(PluginsFolder).Select(Built)];

    public static IReadOnlyList<BuiltAssembly> Tools => [.. ProjectFolders("Tools").Select(Built)];

    public static BuiltAssembly Host(string folder) => Built(Path.Combine(Root, "Host", folder));

    public static IEnumerable<string> ProjectFolders(string parent) =>
        Directory.GetDirectories(Path.Combine(Root, parent))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Order(StringComparer.Ordinal);

    /// <summary>Where a project is built: below itself, or, a plugin, in the plugin directory of the source tree.</summary>
    public static string OutputFolder(string projectFolder) => Path.GetDirectoryName(projectFolder) == Path.Combine(Root, PluginsFolder)
        ? Path.Combine(Root, PluginsFolder, "bin", Metadata("Configuration"), Path.GetFileName(projectFolder))
        : Path.Combine(projectFolder, Metadata("BuildFolder"));

    private static BuiltAssembly Built(string projectFolder)
    {
        string project = Directory.GetFiles(projectFolder, "*.csproj").Single();
        string name = XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        return BuiltAssembly.Read(Path.Combine(OutputFolder(projectFolder), name + ".dll"));
    }

    private static string Metadata(string key) => typeof(SourceTree).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
