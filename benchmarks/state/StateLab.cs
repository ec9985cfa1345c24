using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Configuration;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Hosting;
using Postern.Daemon.Settings;
using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.StateBench;

/// <summary>The shipped plugins and one program, driven by threads as the host's workers would.</summary>
internal sealed class StateLab : IAsyncDisposable
{
    private const int Batch = 2000;
    private const string Database = "greylist";
    private static readonly TimeSpan PauseBetweenDecisions = TimeSpan.FromMilliseconds(1);

    private readonly PluginGeneration _plugins;
    private readonly MflProgram _program;
    private readonly MflRuntimeOptions _options;
    private readonly IStateDatabases _databases;

    private StateLab(PluginGeneration plugins, MflProgram program, MflRuntimeOptions options, IStateDatabases databases)
    {
        _plugins = plugins;
        _program = program;
        _options = options;
        _databases = databases;
    }

    public static async Task<StateLab> OpenAsync(string plugins, string configuration, string state, string script)
    {
        var options = new HostOptions
        {
            Foreground = true,
            Script = script,
            StateDirectory = state,
            PluginDirectories = [plugins],
            ConfigFile = configuration,
        };
        (HostSettings settings, _) = new SettingsResolver(options, InstallLayout.Find("/nonexistent"), "bench", Environment.CurrentDirectory).Resolve();
        var host = new PluginHost(
            new PluginHostOptions { Directories = settings.PluginDirectories, StateDirectory = state, StartServices = false },
            NullLoggerFactory.Instance,
            TimeProvider.System);
        var functions = new FunctionCatalogBuilder();
        var problems = new ConfigurationProblems();
        var statements = new PluginStatements(settings.Unclaimed, problems);
        IStateDatabases? databases = null;
        PluginGeneration generation = await host.LoadAsync(
            export =>
            {
                if (export.Instance is IMflModule module)
                    functions.TryAdd(module, export.Plugin, out _);
                if (export is { Contract: var contract, Instance: IConfigurationBlock block } && contract == typeof(IConfigurationBlock))
                    statements.Configure(block);
                if (export is { Contract: var offered, Instance: IStateDatabases found } && offered == typeof(IStateDatabases))
                    databases = found;
                return [];
            },
            CancellationToken.None);
        statements.ReportUnread();
        if (problems.HasErrors)
            throw new InvalidOperationException(string.Join('\n', problems));
        MflCompileResult compiled = MflCompiler.Compile(
            FilterCompiler.Request(settings, functions.Build(), generation.ModuleDirectories, "main"));
        return new StateLab(
            generation,
            compiled.Program ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics)),
            new MflRuntimeOptions { StateDirectory = state },
            databases ?? throw new InvalidOperationException("no plugin keeps databases"));
    }

    /// <summary>Decisions a second, each for a key of its own, shared out among threads.</summary>
    public string Decide(int workers, int first, int count)
    {
        Run("warm" + first, 0, Batch);
        int share = count / workers;
        long start = Stopwatch.GetTimestamp();
        RunThreads(workers, number => Run("key", first + (number * share), share));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{{\"decisions\": {share * workers}, \"all\": {(share * workers) + Batch}, \"seconds\": {seconds:F6}}}");
    }

    /// <summary>Writes records that are not expired.</summary>
    public async Task<string> FillAsync(int first, int count)
    {
        IStateTable table = await _databases.GetAsync(Database, null, CancellationToken.None);
        await FillAsync(table, "key", first, count, DateTimeOffset.UtcNow.AddSeconds(-10));
        long records = await table.CountAsync(CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"{{\"records\": {records}}}");
    }

    /// <summary>How long single decisions take while nothing else happens, and while expired records are deleted.</summary>
    public async Task<string> ExpireAsync(int workers, int expired)
    {
        IStateTable table = await _databases.GetAsync(Database, null, CancellationToken.None);
        await FillAsync(table, "old", 0, expired, DateTimeOffset.UtcNow.AddDays(-30));
        Run("warm", 0, Batch);
        using var deleting = new CancellationTokenSource();
        Task<long> expiry = table.ExpireAsync(CancellationToken.None).AsTask();
        _ = expiry.ContinueWith(_ => deleting.CancelAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        double[] during = Latencies("during", workers, () => deleting.IsCancellationRequested);
        long deleted = await expiry;
        long until = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
        double[] alone = Latencies("alone", workers, () => Stopwatch.GetTimestamp() > until);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"deleted\": {deleted}, \"during\": {Summary(during)}, \"alone\": {Summary(alone)}}}");
    }

    public async ValueTask DisposeAsync()
    {
        _plugins.Retire();
        await _plugins.Unloaded;
    }

    private static async Task FillAsync(IStateTable table, string prefix, int first, int count, DateTimeOffset seen)
    {
        byte[] value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, seen.ToUnixTimeSeconds());
        for (int begin = first; begin < first + count; begin += Batch)
        {
            StateEntry[] entries =
            [
                .. Enumerable.Range(begin, Math.Min(Batch, first + count - begin)).Select(number => new StateEntry(
                    Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}\0")),
                    new StateRecord(value, seen.AddDays(1)))),
            ];
            await table.PutManyAsync(entries, CancellationToken.None);
        }
    }

    private static void RunThreads(int workers, Action<int> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(number => new Thread(() => work(number)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
    }

    private static string Summary(double[] milliseconds)
    {
        Array.Sort(milliseconds);
        double At(double part) => milliseconds[Math.Min(milliseconds.Length - 1, (int)(milliseconds.Length * part))];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"decisions\": {milliseconds.Length}, \"p50\": {At(0.5):F3}, \"p99\": {At(0.99):F3}, \"max\": {milliseconds[^1]:F3}}}");
    }

    /// <summary>Milliseconds that each decision took, from threads that pause between them as sessions do.</summary>
    private double[] Latencies(string prefix, int workers, Func<bool> isOver)
    {
        var lists = new List<double>[workers];
        RunThreads(workers, number =>
        {
            List<double> times = lists[number] = [];
            while (!isOver())
            {
                long start = Stopwatch.GetTimestamp();
                Run($"{prefix}{number}-", times.Count, 1);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Thread.Sleep(PauseBetweenDecisions);
            }
        });
        return [.. lists.SelectMany(static list => list)];
    }

    private void Run(string prefix, int first, int count)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        int code = _program.Run(_options, new MflRunRequest
        {
            Arguments = [prefix, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)],
            Output = output,
        });
        if (code != 0 || output.GetStringBuilder().Length > 0)
            throw new InvalidOperationException($"the program ended with {code}: {output}");
    }
}
