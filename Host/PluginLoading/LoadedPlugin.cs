using System.Composition.Hosting;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Hosting;

namespace Postern.PluginLoading;

/// <summary>One plugin in one generation: its context, its instances, its services.</summary>
internal sealed partial class LoadedPlugin
{
    private readonly ILogger _logger;
    private readonly PluginLoadContext _context;
    private readonly List<IHostedPlugin> _started = [];
    private CompositionHost? _container;

    private LoadedPlugin(PluginFolder folder, PluginLoadContext context, Assembly assembly, PluginParts parts, ILogger logger)
    {
        Folder = folder;
        _context = context;
        Parts = parts;
        _logger = logger;
        Version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version?.ToString() ?? "";
    }

    public PluginFolder Folder { get; }

    public string Version { get; }

    public PluginParts Parts { get; }

    /// <summary>What it exports, once composed and without what was refused.</summary>
    public List<PluginExport> Exports { get; } = [];

    /// <summary>Why some of its exports are not used.</summary>
    public List<string> Refusals { get; } = [];

    /// <exception cref="PluginException">The plugin cannot be loaded.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin: an assembly of whatever content is loaded here.")]
    public static LoadedPlugin Load(PluginFolder folder, IReadOnlyDictionary<Type, IReadOnlyList<object>> replacements, ILogger logger)
    {
        var path = folder.FindAssembly();
        var context = new PluginLoadContext(folder.Name, path);
        try
        {
            var assembly = context.LoadImage(PluginImage.Read(path, context.CanResolve));
            return new LoadedPlugin(folder, context, assembly, PluginParts.Read(assembly, replacements), logger);
        }
        catch (Exception e)
        {
            context.Unload();
            throw new PluginException(FaultText.Describe(e), e);
        }
    }

    /// <exception cref="PluginException">A constructor has thrown, or an import is missing.</exception>
    public void Compose(ILookup<Type, object> services)
    {
        var (container, instances) = Parts.Compose(services);
        _container = container;
        Exports.AddRange(instances.Select(item =>
            new PluginExport(item.Export.Contract, item.Export.Name, item.Export.Version, Folder.Name, Folder.Path, item.Instance)));
    }

    /// <exception cref="PluginException">A service did not start.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call.")]
    public async Task StartAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var service in Exports.Select(export => export.Instance).OfType<IHostedPlugin>().Distinct())
        {
            try
            {
                // On another thread: a service that blocks before its first await must not hold up the host.
                await Task.Run(() => service.StartAsync(cancellationToken), cancellationToken).WaitAsync(limit, time, cancellationToken);
                _started.Add(service);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw new PluginException($"{service.GetType().Name} did not start: {FaultText.OneLine(e.Message)}", e);
            }
        }
    }

    /// <summary>Stops the services in reverse order, disposes the instances and begins to unload; returns what dies with the context.</summary>
    public async Task<WeakReference> UnloadAsync(TimeSpan limit, TimeProvider time)
    {
        foreach (var service in Enumerable.Reverse(_started))
            await GuardAsync(service, () => Task.Run(() => service.StopAsync(CancellationToken.None)).WaitAsync(limit, time));
        foreach (var instance in Exports.Select(export => export.Instance).Distinct(ReferenceEqualityComparer.Instance).OfType<IAsyncDisposable>())
            await GuardAsync(instance, () => Task.Run(async () => await instance.DisposeAsync()).WaitAsync(limit, time));
        if (_container is { } container)
            await GuardAsync(container, () => Task.Run(container.Dispose).WaitAsync(limit, time));
        Exports.Clear();
        _started.Clear();
        _container = null;
        _context.Unload();
        return new WeakReference(_context);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call.")]
    private async Task GuardAsync(object instance, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            LogStopFailed(Folder.Name, instance.GetType().Name, FaultText.OneLine(e.Message));
        }
    }

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "plugin {Plugin}: {Service} did not stop cleanly: {Reason}")]
    private partial void LogStopFailed(string plugin, string service, string reason);
}
