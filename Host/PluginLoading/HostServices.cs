using System.Composition.Hosting.Core;

namespace Postern.PluginLoading;

/// <summary>Offers existing objects, the host's and other plugins', to the imports of a plugin being composed.</summary>
internal sealed class HostServices(ILookup<Type, object> services) : ExportDescriptorProvider
{
    public override IEnumerable<ExportDescriptorPromise> GetExportDescriptors(CompositionContract contract, DependencyAccessor descriptorAccessor)
    {
        if (contract.ContractName is not null || contract.MetadataConstraints is not null)
            return NoExportDescriptors;
        return services[contract.ContractType].Select(service => new ExportDescriptorPromise(
            contract,
            "Postern",
            isShared: true,
            NoDependencies,
            _ => ExportDescriptor.Create((_, _) => service, NoMetadata)));
    }
}
