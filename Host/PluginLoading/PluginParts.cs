using System.Composition;
using System.Composition.Convention;
using System.Composition.Hosting;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Postern.Abstractions;
using Postern.Abstractions.Hosting;

namespace Postern.PluginLoading;

/// <summary>The exported classes of one assembly, and the container that makes their instances.</summary>
internal sealed class PluginParts
{
    private readonly Assembly _assembly;

    private readonly IReadOnlySet<Type> _replaced;
    private IReadOnlyList<string>? _wants;

    private PluginParts(
        Assembly assembly, IReadOnlyList<(Type Type, PluginExportAttribute Export)> declared, IReadOnlySet<Type> replaced)
    {
        _assembly = assembly;
        Declared = declared;
        _replaced = replaced;
    }

    /// <summary>Every export that is used, in the order of the assembly's types.</summary>
    public IReadOnlyList<(Type Type, PluginExportAttribute Export)> Declared { get; }

    /// <summary>What its exports need of other plugins: what they say, and the contracts that their constructors take.</summary>
    public IReadOnlyList<string> Needs =>
    [
        .. Declared.SelectMany(item => item.Export.Needs.Concat(ImportedContracts(item.Type))).Distinct(StringComparer.Ordinal)
            .Where(need => !Declared.Any(item => Satisfies(need, item.Export.Contract, item.Export.Name))),
    ];

    /// <summary>What its exports need, or take where it is there: contracts that their constructors import, one or many.</summary>
    public IReadOnlyList<string> Wants => _wants ??=
    [
        .. Declared.SelectMany(static item => item.Export.Needs).Concat(
            _assembly.GetTypes().Where(static type => type.IsDefined(typeof(ExportAttribute), inherit: false))
                .SelectMany(static type => type.GetConstructors()).SelectMany(static constructor => constructor.GetParameters())
                .Select(static parameter => parameter.ParameterType is { IsGenericType: true, GenericTypeArguments: [var item] } ? item : parameter.ParameterType)
                .Where(static type => type.IsInterface && type.Assembly == typeof(PluginExportAttribute).Assembly)
                .Select(static type => type.Name)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether an export is what a need asks for: <c>contract</c> or <c>contract:name</c>.</summary>
    public static bool Satisfies(string need, Type contract, string name) => need == contract.Name || need == $"{contract.Name}:{name}";

    /// <param name="assembly">The plugin's assembly.</param>
    /// <param name="replacements">Contracts that the host answers itself: a class that exports one is not used.</param>
    /// <exception cref="PluginException">An export is declared wrongly.</exception>
    public static PluginParts Read(Assembly assembly, IReadOnlyDictionary<Type, IReadOnlyList<object>> replacements)
    {
        var declared = assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<PluginExportAttribute>(inherit: false).Select(export => (type, export))).ToArray();
        if (declared.Length == 0)
            throw new PluginException($"{assembly.GetName().Name} exports nothing: no class has [PluginExport]");
        foreach (var (type, export) in declared)
            CheckDeclaration(type, export);
        var replaced = declared.Where(item => replacements.ContainsKey(item.export.Contract)).Select(item => item.type).ToHashSet();
        return new PluginParts(assembly, [.. declared.Where(item => !replaced.Contains(item.type))], replaced);
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
            // Else an initializer that throws would do so in the middle of somebody's message.
            foreach (var (type, _) in Declared)
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            var parts = _assembly.GetTypes().Where(type => !_replaced.Contains(type));
            container = new ContainerConfiguration().WithParts(parts, conventions).WithProvider(new HostServices(offered)).CreateContainer();
            var made = own.SelectMany(container.GetExports).ToHashSet(ReferenceEqualityComparer.Instance);
            return (container, [.. Declared.Select(item => (item.Export, made.Single(instance => instance.GetType() == item.Type)))]);
        }
        catch (Exception e)
        {
            container?.Dispose();
            throw new PluginException(FaultText.Describe(e, _assembly), e);
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

    // Other plugins export nothing but contracts; what the host itself offers is always there, and so is what the plugin exports to itself.
    private IEnumerable<string> ImportedContracts(Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.ParameterType is { IsInterface: true } contract
                && contract.Assembly == typeof(PluginExportAttribute).Assembly
                && contract != typeof(IHostEnvironment)
                && parameter.GetCustomAttribute<ImportAttribute>() is not { AllowDefault: true }
                && !_assembly.GetTypes().Any(part => !_replaced.Contains(part) && contract.IsAssignableFrom(part) && part.IsDefined(typeof(ExportAttribute), inherit: false)))
            .Select(parameter => parameter.ParameterType.Name);
}
