using System.Reflection;
using System.Runtime.Loader;

namespace Postern.PluginLoading;

/// <summary>One plugin's load context: its own assemblies in its own versions, the contracts from the host.</summary>
/// <remarks>
/// Assemblies are read into memory and never mapped: a file that is overwritten while its code runs would take the process down with it.
/// </remarks>
internal sealed class PluginLoadContext(string name, string assemblyPath) : AssemblyLoadContext(name, isCollectible: true)
{
    // Reading the .deps.json costs milliseconds, and most plugins have no dependency of their own.
    private readonly Lazy<AssemblyDependencyResolver> _resolver = new(() => new AssemblyDependencyResolver(assemblyPath));

    /// <summary>Loads the plugin's own assembly from its bytes.</summary>
    public Assembly LoadImage(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        return LoadFromStream(stream);
    }

    /// <summary>Whether a reference will find its assembly.</summary>
    public bool CanResolve(AssemblyName assemblyName) =>
        SharedAssemblies.Contains(assemblyName.Name) || FrameworkAssemblies.Satisfies(assemblyName) || FindPrivate(assemblyName) is not null;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (SharedAssemblies.Contains(assemblyName.Name) || FrameworkAssemblies.Satisfies(assemblyName))
            return null;
        if (FindPrivate(assemblyName) is { } path)
            return LoadImage(File.ReadAllBytes(path));

        // Left to itself the runtime would look among the host's own assemblies next.
        return FrameworkAssemblies.IsOfHost(assemblyName)
            ? throw new FileNotFoundException($"{assemblyName.Name} is not in the plugin's folder, and the host's own is not shared", assemblyName.Name)
            : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.Value.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private string? FindPrivate(AssemblyName assemblyName) =>
        _resolver.Value.ResolveAssemblyToPath(assemblyName) is { } path && File.Exists(path) ? path : null;
}
