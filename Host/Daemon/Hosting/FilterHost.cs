using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Postern.Configuration;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Settings;
using Postern.Daemon.Workers;
using Postern.Milter.Server;

namespace Postern.Daemon.Hosting;

/// <summary>The running daemon: one filter generation in force, its listeners, its workers; reload and stop.</summary>
internal sealed class FilterHost : IAsyncDisposable
{
    private static readonly TimeSpan UnloadLimit = TimeSpan.FromSeconds(5);

    private readonly GenerationFactory _factory;
    private readonly FilterSource _source;
    private readonly WorkerPool _workers;
    private readonly ListenerSet _listeners;
    private readonly HostLog _log;
    private readonly TimeProvider _time;
    private readonly List<Task> _closing = [];
    private HostSettings _settings;

    private FilterHost(
        HostSettings settings, GenerationFactory factory, FilterGeneration first, ILoggerFactory loggers, TimeProvider time)
    {
        _settings = settings;
        _factory = factory;
        _time = time;
        _log = new HostLog(loggers.CreateLogger<HostLog>());
        _source = new FilterSource(first);
        _workers = new WorkerPool(
            WorkerSettings(settings), loggers.CreateLogger<WorkerPool>(), time);
        _listeners = new ListenerSet(_source, _workers, loggers, time, _log);
    }

    /// <summary>Vital signs.</summary>
    public WorkerPoolCounters Workers => _workers.Counters;

    /// <summary>Loads, compiles and listens.</summary>
    /// <exception cref="SettingsException">Script, configuration or plugins are wrong.</exception>
    /// <exception cref="MilterListenException">A listener cannot be opened.</exception>
    public static async Task<FilterHost> StartAsync(
        HostSettings settings, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var factory = new GenerationFactory(loggers, time);
        NewGeneration first = await factory.MakeAsync(settings, cancellationToken);
        var host = new FilterHost(settings, factory, first.Generation, loggers, time);
        try
        {
            foreach (string warning in first.Warnings)
                host._log.Warning(warning);
            host._log.Filter(settings.ScriptFile);
            host._log.Plugins(first.Plugins);
            await host._listeners.ApplyAsync(settings.Servers, cancellationToken);
            host._log.Started(HelpText.Version, Environment.ProcessId);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts another filter, other plugins and listeners in force, or says in the log why not and leaves all as it was.</summary>
    public async Task ReloadAsync(SettingsResolver resolver, CancellationToken cancellationToken)
    {
        FilterGeneration current = _source.Generation;
        if (await PrepareAsync(resolver, current, cancellationToken) is not { } next)
            return;
        _source.Replace(next.Generation);
        _closing.RemoveAll(static task => task.IsCompleted);
        _closing.Add(current.Closed);
        _log.Plugins(next.Plugins);
        _log.Reloaded(next.Generation.Number, _settings.ScriptFile);
    }

    /// <summary>Accepts nothing new and lets sessions finish.</summary>
    public async Task StopAsync()
    {
        TimeSpan limit = _settings.Workers.DrainTimeout;
        _log.Stopping(_listeners.OpenSessions, limit.TotalSeconds, _workers.Counters);
        await _listeners.DrainAsync(limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _listeners.DisposeAsync();
        _workers.Dispose();
        FilterGeneration last = _source.Generation;
        last.Retire();
        _closing.Add(last.Closed);
        try
        {
            await Task.WhenAll(_closing).WaitAsync(UnloadLimit, _time);
        }
        catch (TimeoutException)
        {
            _log.Warning("plugins or sessions did not end in time; the process ends without them");
        }

        _log.Terminating();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong while a new generation is made, the old one must serve on.")]
    private async Task<NewGeneration?> PrepareAsync(
        SettingsResolver resolver, FilterGeneration current, CancellationToken cancellationToken)
    {
        NewGeneration? next = null;
        try
        {
            (HostSettings settings, ConfigurationProblems problems) = resolver.Resolve();
            foreach (ConfigurationProblem problem in problems)
                _log.Warning(problem.ToString());
            next = await _factory.MakeAsync(settings, cancellationToken);
            await _listeners.ApplyAsync(settings.Servers, cancellationToken);
            foreach (string warning in next.Warnings)
                _log.Warning(warning);
            _settings = settings;
            return next;
        }
        catch (SettingsException e)
        {
            foreach (string line in e.Lines)
                _log.NotReloaded(current.Number, line);
        }
        catch (MilterListenException e)
        {
            _log.NotReloaded(current.Number, e.Message);
        }
        catch (Exception e)
        {
            _log.ReloadFailed(current.Number, e);
        }

        next?.Generation.Retire();
        return null;
    }

    private static WorkerPoolOptions WorkerSettings(HostSettings settings)
    {
        var defaults = new WorkerPoolOptions();
        return new WorkerPoolOptions
        {
            MaxThreads = settings.MaxThreads > 0 ? settings.MaxThreads : defaults.MaxThreads,
            QueueLength = settings.Workers.QueueLength,
            QueueTimeout = settings.Workers.QueueTimeout,
        };
    }
}
