using System.Collections.Frozen;

namespace Postern.PluginLoading;

/// <summary>The assemblies that come with the running .NET.</summary>
internal static class FrameworkAssemblies
{
    /// <summary>Simple names.</summary>
    public static FrozenSet<string> Names { get; } = Directory
        .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
        .Select(path => Path.GetFileNameWithoutExtension(path)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
