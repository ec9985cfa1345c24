using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Postern.Architecture;

/// <summary>What an assembly refers to, read from its file without loading it.</summary>
internal sealed record BuiltAssembly(string Name, string Path, IReadOnlyList<string> References, IReadOnlySet<string> UsedNamespaces)
{
    /// <summary>The assemblies of this repository that it refers to.</summary>
    public IReadOnlyList<string> OwnReferences => [.. References.Where(IsOurs)];

    public static bool IsOurs(string assembly) =>
        assembly == "postern" || assembly.StartsWith("Postern.", StringComparison.Ordinal);

    public static BuiltAssembly Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        return new BuiltAssembly(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            path,
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)],
            metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace)).ToHashSet(StringComparer.Ordinal));
    }
}
