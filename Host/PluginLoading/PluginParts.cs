using System.Composition.Convention;
using System.Composition.Hosting;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Postern.Abstractions;

namespace Postern.PluginLoading;

/// <summary>The exported classes of one assembly, and the container that makes their instances.</summary>
internal sealed class PluginParts
{
    private readonly Assembly _assembly;

    private PluginParts(Assembly assembly, IReadOnlyList<(Type Type, PluginExportAttribute Export)> declared)
    {
        _assembly = assembly;
        Declared = declared;
    }

    /// <summary>Every export, in the order of the assembly's types.</summary>
    public IReadOnlyList<(Type Type, PluginExportAttribute Export)> Declared { get; }

    /// <exception cref="PluginException">An export is declared wrongly, or a type cannot be loaded.</exception>
    public static PluginParts Read(Assembly assembly)
    {
        try
        {
            var declared = assembly.GetTypes()
                .SelectMany(type => type.GetCustomAttributes<PluginExportAttribute>(inherit: false).Select(export => (type, export))).ToArray();
            if (declared.Length == 0)
                throw new PluginException($"{assembly.GetName().Name} exports nothing: no class has [PluginExport]");
            foreach (var (type, export) in declared)
                CheckDeclaration(type, export);
            return new PluginParts(assembly, declared);
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new PluginException(e.LoaderExceptions.FirstOrDefault(inner => inner is not null)?.Message ?? e.Message, e);
        }
    }

    /// <summary>Makes one instance per exported class.</summary>
    /// <exception cref="PluginException">A constructor has thrown, or an import is missing.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call: whatever its constructor throws is the plugin's fault.")]
    public (CompositionHost Container, IReadOnlyList<(PluginExportAttribute Export, object Instance)> Instances) Compose(
        ILookup<Type, object> services)
    {
        var conventions = new ConventionBuilder();
        conventions.ForTypesMatching(type => type.IsDefined(typeof(PluginExportAttribute), inherit: false)).Shared();
        var own = Declared.Select(item => item.Export.Contract).ToHashSet();
        var offered = services.Where(group => !own.Contains(group.Key))
            .SelectMany(group => group.Select(service => (group.Key, service))).ToLookup(item => item.Key, item => item.service);
        CompositionHost? container = null;
        try
        {
            container = new ContainerConfiguration().WithAssembly(_assembly, conventions).WithProvider(new HostServices(offered)).CreateContainer();
            var made = own.SelectMany(container.GetExports).ToHashSet(ReferenceEqualityComparer.Instance);
            return (container, [.. Declared.Select(item => (item.Export, made.Single(instance => instance.GetType() == item.Type)))]);
        }
        catch (Exception e)
        {
            container?.Dispose();
            throw new PluginException(Describe(e), e);
        }
    }

    private static void CheckDeclaration(Type type, PluginExportAttribute export)
    {
        if (export.Contract.Assembly != typeof(PluginExportAttribute).Assembly || !export.Contract.IsInterface)
            throw new PluginException($"{type.FullName} exports {export.Contract.Name}, which is not a contract of {SharedAssemblies.ContractName}");
        if (!export.Contract.IsAssignableFrom(type))
            throw new PluginException($"{type.FullName} exports {export.Contract.Name}, but does not implement it");
        if (type.IsAbstract || type.IsGenericTypeDefinition)
            throw new PluginException($"{type.FullName} exports {export.Contract.Name}, but is abstract or generic");
    }

    private static string Describe(Exception e)
    {
        var cause = e is TypeInitializationException or TargetInvocationException && e.InnerException is { } inner ? inner : e;
        var text = cause.Message.ReplaceLineEndings(" ");
        return cause is System.Composition.Hosting.CompositionFailedException ? text : $"{cause.GetType().Name}: {text}";
    }
}
