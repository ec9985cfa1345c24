using Microsoft.Extensions.Logging;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Hosting;
using Postern.Daemon.Settings;
using Postern.Daemon.Workers;
using Postern.Mfl;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>What is made anew for each test: plugins, the compiled filter, clock, DNS, databases, log, workers, a state directory.</summary>
internal sealed class TestWorld : IAsyncDisposable
{
    private static readonly TimeSpan UnloadLimit = TimeSpan.FromSeconds(2);

    private readonly ILoggerFactory _loggers;
    private readonly CompiledScript _script;
    private readonly DirectoryInfo _state;
    private readonly TimeProvider _realTime;

    private TestWorld(
        TestSettings settings, VirtualClock clock, MemoryStore databases, TestLog log, ILoggerFactory loggers, CompiledScript script,
        DirectoryInfo state, TimeProvider realTime)
    {
        Clock = clock;
        Databases = databases;
        Log = log;
        Limit = settings.Limit ?? TestSettings.DefaultLimit;
        Workers = new WorkerPool(new WorkerPoolOptions(), loggers.CreateLogger<WorkerPool>(), realTime);
        _loggers = loggers;
        _script = script;
        _state = state;
        _realTime = realTime;
        Engine = script.Program.CreateEngine(new MflRuntimeOptions
        {
            Loggers = loggers,
            Time = clock,
            StateDirectory = state.FullName,
            TracesActions = true,
        });
    }

    public VirtualClock Clock { get; }

    public MemoryStore Databases { get; }

    public TestLog Log { get; }

    public ILoggerFactory Loggers => _loggers;

    public WorkerPool Workers { get; }

    public MflFilterEngine Engine { get; }

    /// <summary>How long a message may take in real time.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Warnings of the compiler.</summary>
    public IReadOnlyList<string> Warnings => _script.Warnings;

    /// <exception cref="SettingsException">The filter does not compile, or configuration or plugins are wrong.</exception>
    public static async Task<TestWorld> CreateAsync(
        FilterTest test, TestOptions options, InstallLayout layout, TimeProvider realTime, CancellationToken cancellationToken)
    {
        TestSettings settings = test.Settings;
        var clock = new VirtualClock(settings.Clock);
        var log = new TestLog();
        var loggers = new LoggerFactory([log], new LoggerFilterOptions { MinLevel = LogLevel.Information });
        DirectoryInfo state = Directory.CreateTempSubdirectory("postern-test-");
        var databases = new MemoryStore(settings.Records, settings.Unavailable, state.FullName, clock);
        bool isMade = false;
        try
        {
            var host = new HostOptions
            {
                Foreground = true,
                Script = settings.Filter,
                Variables = settings.Variables,
                StateDirectory = state.FullName,
                PluginDirectories = options.PluginDirectories,
                IncludePath = options.IncludePath,
                ModulePath = options.ModulePath,
                ConfigFile = options.ConfigFile,
                NoConfig = true,
            };
            (HostSettings resolved, _) = new SettingsResolver(host, layout, "postern test", Environment.CurrentDirectory).Resolve();
            var factory = new GenerationFactory(loggers, clock)
            {
                Replacements = new Dictionary<Type, IReadOnlyList<object>>
                {
                    [typeof(IDnsResolver)] = [new ZoneResolver(settings.Zone, clock)],
                    [typeof(IStateStoreProvider)] = [.. MemoryStoreProvider.Schemes.Select(scheme => new MemoryStoreProvider(scheme, databases))],
                },
            };
            CompiledScript script = await CompiledScript.CompileAsync(
                factory, resolved, entryFunction: null, loadsAll: false, lexTrace: null, grammarTrace: null, cancellationToken);
            isMade = true;
            return new TestWorld(settings, clock, databases, log, loggers, script, state, realTime);
        }
        finally
        {
            if (!isMade)
            {
                loggers.Dispose();
                Delete(state);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Workers.Dispose();
        _script.Plugins.Release();
        try
        {
            await _script.Plugins.Unloaded.WaitAsync(UnloadLimit, _realTime);
        }
        catch (TimeoutException)
        {
            // A service of a plugin does not stop; the next test has plugins of its own.
        }

        _loggers.Dispose();
        Delete(_state);
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A program that the filter has started still writes there; what is left lies in the temporary directory.
        }
    }
}
