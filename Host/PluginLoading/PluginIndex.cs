using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Postern.Abstractions.Mfl;

namespace Postern.PluginLoading;

/// <summary>
/// Finds out which plugin declares which functions by reading metadata only: what runs one script and ends need not load and compose
/// the plugins that it does not use.
/// </summary>
public static class PluginIndex
{
    private const ushort Prolog = 1;

    /// <summary>Reads the plugins of some directories, in the order in which they would be loaded.</summary>
    /// <returns><see langword="null"/> when something cannot be read: loading tells what.</returns>
    public static IReadOnlyList<PluginIndexEntry>? TryRead(IEnumerable<string> directories)
    {
        IReadOnlyList<PluginFolder> folders = PluginFolder.FindAll(directories, out IReadOnlyList<string> problems);
        if (problems.Count > 0)
            return null;
        var entries = new List<PluginIndexEntry>(folders.Count);
        try
        {
            foreach (PluginFolder folder in folders)
                entries.Add(new PluginIndexEntry(folder.Name, folder.Path, ReadFunctions(folder.FindAssembly())));
        }
        catch (Exception e) when (e is PluginException or IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return null;
        }

        return entries;
    }

    private static List<string> ReadFunctions(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        var names = new List<string>();
        foreach (CustomAttributeHandle handle in metadata.CustomAttributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (!IsFunction(metadata, attribute))
                continue;
            BlobReader value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() == Prolog && value.ReadSerializedString() is { } name)
                names.Add(name);
        }

        return names;
    }

    private static bool IsFunction(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference
            && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)parent).Name, nameof(MflFunctionAttribute));
    }
}
