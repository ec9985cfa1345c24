using System.Reflection;
using System.Runtime.Loader;

namespace Postern.PluginLoading;

/// <summary>One plugin's load context: its own assemblies in its own versions, the contracts from the host.</summary>
/// <remarks>
/// Assemblies are read into memory and never mapped: a file that is overwritten while its code runs would take the process down with it.
/// </remarks>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    public PluginLoadContext(string name, string assemblyPath)
        : base(name, isCollectible: true) => _resolver = new AssemblyDependencyResolver(assemblyPath);

    public Assembly LoadFile(string path)
    {
        using var image = new MemoryStream(File.ReadAllBytes(path), writable: false);
        return LoadFromStream(image);
    }

    /// <summary>Whether a reference will find its assembly.</summary>
    public bool CanResolve(AssemblyName assemblyName) =>
        SharedAssemblies.Contains(assemblyName.Name) || FrameworkAssemblies.Names.Contains(assemblyName.Name!)
        || (_resolver.ResolveAssemblyToPath(assemblyName) is { } path && File.Exists(path));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (SharedAssemblies.Contains(assemblyName.Name))
            return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFile(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
