using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Postern.Abstractions;

namespace Postern.PluginLoading;

/// <summary>Reads a plugin's assembly without loading it, so that what cannot work is told in words before any of its code runs.</summary>
internal static class PluginImage
{
    /// <summary>What the machine number of a ready-to-run image is combined with on Linux ("PE machine" in the runtime's image format).</summary>
    private const int LinuxReadyToRun = 0x7B79;

    /// <summary>Reads the image, and checks it, the version of its contracts, and that everything it references is there.</summary>
    /// <exception cref="PluginException">Something is wrong.</exception>
    public static byte[] Read(string path, Func<AssemblyName, bool> isPresent)
    {
        var file = Path.GetFileName(path);
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var image = new PEReader(new MemoryStream(bytes, writable: false));
            if (!image.HasMetadata)
                throw new PluginException($"{file} is not a .NET assembly");
            CheckMachine(file, image.PEHeaders);
            var metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly)
                throw new PluginException($"{file} is a .NET module and not an assembly");
            CheckReferences(file, metadata, isPresent);
            CheckContractTypes(file, metadata);
            return bytes;
        }
        catch (Exception e) when (e is BadImageFormatException or OverflowException)
        {
            throw new PluginException($"{file} is damaged or not a .NET assembly");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{file} cannot be read: {e.Message}", e);
        }
    }

    private static void CheckMachine(string file, PEHeaders headers)
    {
        // An image for any machine says I386 and does not insist on 32 bits.
        var machine = headers.CoffHeader.Machine;
        var needs32Bits = headers.CorHeader is { } cor && cor.Flags.HasFlag(CorFlags.Requires32Bit) && !cor.Flags.HasFlag(CorFlags.Prefers32Bit);
        var own = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => Machine.Amd64,
            Architecture.Arm64 => Machine.Arm64,
            Architecture.Arm => Machine.ArmThumb2,
            Architecture.X86 => Machine.I386,
            _ => machine,
        };
        if ((machine == Machine.I386 && !needs32Bits) || machine == own || (int)machine == ((int)own ^ LinuxReadyToRun))
            return;
        throw new PluginException($"{file} is built for the processor {machine}, this process runs on {RuntimeInformation.ProcessArchitecture}");
    }

    private static void CheckReferences(string file, MetadataReader metadata, Func<AssemblyName, bool> isPresent)
    {
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()).ToArray();
        var contract = references.FirstOrDefault(reference => reference.Name == SharedAssemblies.ContractName)
            ?? throw new PluginException($"{file} does not use {SharedAssemblies.ContractName}, so it is not a Postern plugin");
        var version = contract.Version ?? new Version(0, 0);
        if (!ContractVersion.Accepts(version))
        {
            throw new PluginException(
                $"{file} is built against contract version {version.ToString(2)}, this host has {ContractVersion.Current.ToString(2)}");
        }

        foreach (var reference in references)
        {
            if (!isPresent(reference))
                throw new PluginException($"{file} needs {reference.Name} {reference.Version}, which is neither in its folder nor part of .NET");
        }
    }

    // A pre-release or hand-made build can name a contract that this host lacks although the versions agree.
    private static void CheckContractTypes(string file, MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
                continue;
            var scope = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
            if (!metadata.StringComparer.Equals(scope.Name, SharedAssemblies.ContractName))
                continue;
            var name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            if (typeof(ContractVersion).Assembly.GetType(name) is null)
                throw new PluginException($"{file} uses {name}, which the contracts of this host do not have");
        }
    }
}
