using System.Collections.Frozen;
using System.Reflection;

namespace Postern.PluginLoading;

/// <summary>Tells the assemblies of the running .NET from those of the host.</summary>
internal static class FrameworkAssemblies
{
    private static readonly string[] Trusted =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string HostDirectory = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    private static readonly FrozenSet<string> Framework = Names(isHost: false);

    private static readonly FrozenSet<string> Host = Names(isHost: true);

    /// <summary>Whether .NET has the assembly in at least the version asked for; a plugin may bring a newer one along.</summary>
    public static bool Satisfies(AssemblyName reference) =>
        Framework.Contains(reference.Name!) && (reference.Version?.Major ?? 0) <= Environment.Version.Major;

    /// <summary>Whether the assembly lies beside the host's executable.</summary>
    public static bool IsOfHost(AssemblyName reference) => Host.Contains(reference.Name!);

    // A self-contained host has its framework beside it: then all is framework.
    private static FrozenSet<string> Names(bool isHost)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return Trusted
            .Where(path => (Path.GetDirectoryName(path) == HostDirectory && framework != HostDirectory) == isHost)
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
