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
    public static LoadedPlugin Load(PluginFolder folder, ILogger logger)
    {
        var path = folder.FindAssembly();
        var context = new PluginLoadContext(folder.Name, path);
        try
        {
            PluginImage.Check(path, context.CanResolve);
            var assembly = context.LoadFile(path);
            return new LoadedPlugin(folder, context, assembly, PluginParts.Read(assembly), logger);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException)
        {
            context.Unload();
            throw new PluginException(e.Message.ReplaceLineEndings(" "), e);
        }
        catch (PluginException)
        {
            context.Unload();
            throw;
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
                await service.StartAsync(cancellationToken).WaitAsync(limit, time, cancellationToken);
                _started.Add(service);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw new PluginException($"{service.GetType().Name} did not start: {e.Message.ReplaceLineEndings(" ")}", e);
            }
        }
    }

    /// <summary>Stops the services in reverse order, disposes the instances and begins to unload; returns what dies with the context.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call.")]
    public async Task<WeakReference> UnloadAsync(TimeSpan limit, TimeProvider time)
    {
        foreach (var service in Enumerable.Reverse(_started))
        {
            try
            {
                await service.StopAsync(CancellationToken.None).WaitAsync(limit, time);
            }
            catch (Exception e)
            {
                LogStopFailed(Folder.Name, service.GetType().Name, e.Message);
            }
        }

        foreach (var instance in Exports.Select(export => export.Instance).Distinct(ReferenceEqualityComparer.Instance))
            await DisposeAsync(instance!);
        Exports.Clear();
        _started.Clear();
        _container?.Dispose();
        _container = null;
        _context.Unload();
        return new WeakReference(_context);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call.")]
    private async Task DisposeAsync(object instance)
    {
        try
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
        }
        catch (Exception e)
        {
            LogStopFailed(Folder.Name, instance.GetType().Name, e.Message);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "plugin {Plugin}: {Service} did not stop cleanly: {Reason}")]
    private partial void LogStopFailed(string plugin, string service, string reason);
}
