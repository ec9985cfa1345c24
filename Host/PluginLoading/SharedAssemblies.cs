using System.Collections.Frozen;

namespace Postern.PluginLoading;

/// <summary>
/// The assemblies that a plugin takes from the host, besides the framework's own: a type that crosses the border must be one type on both sides.
/// Everything else a plugin brings along, in its own version.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly FrozenSet<string> Names = new[]
    {
        // The contracts themselves.
        ContractName,

        // ILogger and ILoggerFactory are part of the contracts' signatures.
        "Microsoft.Extensions.Logging.Abstractions",

        // Referenced by the above since .NET 8; a second copy would split IServiceProvider's extensions.
        "Microsoft.Extensions.DependencyInjection.Abstractions",

        // PluginExportAttribute derives from ExportAttribute; the host reads both.
        "System.Composition.AttributedModel",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public const string ContractName = "Postern.Abstractions";

    public static bool Contains(string? assemblyName) => assemblyName is not null && Names.Contains(assemblyName);
}
