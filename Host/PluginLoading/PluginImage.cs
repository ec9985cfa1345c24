using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Postern.Abstractions;

namespace Postern.PluginLoading;

/// <summary>Reads a plugin's assembly without loading it, so that what cannot work is told in words before any of its code runs.</summary>
internal static class PluginImage
{
    /// <summary>Checks the image, the version of its contracts, and that everything it references is there.</summary>
    /// <exception cref="PluginException">Something is wrong.</exception>
    public static void Check(string path, Func<System.Reflection.AssemblyName, bool> isPresent)
    {
        var file = Path.GetFileName(path);
        try
        {
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
                throw new PluginException($"{file} is not a .NET assembly");
            var metadata = image.GetMetadataReader();
            CheckContract(file, metadata);
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle).GetAssemblyName();
                if (!isPresent(reference))
                    throw new PluginException($"{file} needs {reference.Name} {reference.Version}, which is neither in its folder nor part of .NET");
            }
        }
        catch (BadImageFormatException)
        {
            throw new PluginException($"{file} is damaged or not a .NET assembly");
        }
        catch (IOException e)
        {
            throw new PluginException($"{file} cannot be read: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PluginException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static void CheckContract(string file, MetadataReader metadata)
    {
        var contract = metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())
            .FirstOrDefault(reference => reference.Name == SharedAssemblies.ContractName)
            ?? throw new PluginException($"{file} does not use {SharedAssemblies.ContractName}, so it is not a Postern plugin");
        var version = contract.Version ?? new Version();
        if (!ContractVersion.Accepts(version))
        {
            throw new PluginException(
                $"{file} is built against contract version {version.ToString(2)}, this host has {ContractVersion.Current.ToString(2)}");
        }
    }
}
