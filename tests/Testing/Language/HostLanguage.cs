using System.Text;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Mfl;
using Postern.Mfl.Syntax;
using Postern.PluginLoading;
using Postern.Testing.Milter;
using Postern.Testing.Servers;

namespace Postern.Testing.Language;

/// <summary>The language of this host, in this process, with the plugins of the release layout (<c>POSTERN_OUT</c> or <c>out</c>).</summary>
public sealed class HostLanguage
{
    private const int ConfigurationError = 78;

    /// <summary>The stack of the daemon's main thread, where <c>--run</c> runs.</summary>
    private const int StackBytes = 8 * 1024 * 1024;

    private readonly FunctionCatalog _functions;
    private readonly string[] _modules;

    private HostLanguage(FunctionCatalog functions, IEnumerable<string> modules)
    {
        _functions = functions;
        _modules = [Path.Combine(PosternExecutable.RepositoryRoot, "Host/Mfl/Modules"), .. modules];
    }

    /// <summary>How long a program may run.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The functions that there are.</summary>
    public IEnumerable<string> FunctionNames => _functions.Functions.Select(static function => function.Name);

    /// <summary>The language alone.</summary>
    public static HostLanguage WithoutPlugins() => new(FunctionCatalog.Empty, []);

    /// <summary>Loads the plugins.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    /// <param name="settings">Statements of the configuration that plugins read.</param>
    public static async Task<HostLanguage> LoadAsync(string stateDirectory, params IReadOnlyList<ConfigurationStatement> settings)
    {
        string layout = Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(PosternExecutable.RepositoryRoot, "out");
        string plugins = Path.Combine(layout, "plugins");
        if (!Directory.Exists(plugins))
            throw new InvalidOperationException($"{plugins} is missing; ./build makes it");
        var functions = new FunctionCatalogBuilder();
        var options = new PluginHostOptions { Directories = [plugins], StateDirectory = stateDirectory };
        var host = new PluginHost(options, new LogCollector(), TimeProvider.System);
        var generation = await host.LoadAsync(Accept, CancellationToken.None);
        return new HostLanguage(functions.Build(), generation.ModuleDirectories);

        IReadOnlyList<string> Accept(PluginExport export)
        {
            if (export.Instance is IConfigurationBlock block)
            {
                foreach (var statement in settings.Where(statement => statement.Keyword == block.Keyword))
                    block.Configure(statement);
            }

            if (export.Instance is not IMflModule module)
                return [];
            functions.TryAdd(module, export.Plugin, out var wrong);
            return wrong;
        }
    }

    /// <summary>Compiles a program.</summary>
    public MflCompileResult Compile(ScriptRun run) => MflCompiler.Compile(new MflCompileRequest
    {
        Source = SourceText.FromBytes(run.Path, File.ReadAllBytes(run.Path)),
        Functions = _functions,
        IncludePath = [.. run.IncludePath, .. _modules],
        ModulePath = [.. run.ModulePath, .. _modules],
        Variables = [.. run.Variables.Select(Pair)],
        EntryFunction = run.Mode == "run" ? "main" : null,
    });

    /// <summary>Runs a program in this process, or with the executable of the release layout if it needs a process.</summary>
    public async Task<ScriptOutcome> RunAsync(ScriptRun run) => run.NeedsProcess
        ? await ScriptProcess.RunAsync(
            await PosternExecutable.FindAsync(), ["--no-config", "--stderr", .. run.CommandLine], Path.GetDirectoryName(run.Path)!, Limit)
        : Run(run);

    /// <summary>Runs a program as the command line does.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public ScriptOutcome Run(ScriptRun run)
    {
        ScriptOutcome? outcome = null;
        Exception? failure = null;
        var thread = new Thread(Start, StackBytes) { IsBackground = true, Name = "script" };
        thread.Start();
        if (!thread.Join(Limit + Limit))
            throw new TimeoutException($"the host did not end within {Limit + Limit}: {run.Path}");
        return outcome ?? throw new InvalidOperationException($"the host failed: {run.Path}: {failure}", failure);

        void Start()
        {
            try
            {
                outcome = CompileAndRun(run);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }
    }

    private static KeyValuePair<string, string> Pair(string text) =>
        text.Split('=', 2) is [var name, var value] ? KeyValuePair.Create(name, value) : KeyValuePair.Create(text, "");

    private ScriptOutcome CompileAndRun(ScriptRun run)
    {
        var result = Compile(run);
        var errors = new StringBuilder();
        foreach (var diagnostic in result.Diagnostics)
            errors.Append("postern: ").Append(diagnostic).Append('\n');
        if (result.Program is null || run.Mode == "lint")
            return new ScriptOutcome(result.Program is null ? ConfigurationError : 0, "", errors.ToString());
        using var log = new LogCollector();
        using var output = new StringWriter { NewLine = "\n" };
        int exitCode = Execute(run, result.Program, log, output);
        foreach (string line in log.Lines(LogLevel.Warning))
            errors.Append("postern: ").Append(line).Append('\n');
        return new ScriptOutcome(exitCode, output.ToString(), errors.ToString());
    }

    private int Execute(ScriptRun run, MflProgram program, LogCollector log, TextWriter output)
    {
        using var limit = new CancellationTokenSource(Limit);
        var runtime = new MflRuntimeOptions { Echo = output, Loggers = log };
        var macros = run.Macros.Select(Pair).ToDictionary(StringComparer.Ordinal);
        if (run.Mode != "run")
        {
            return program.Test(runtime, new MflTestRequest
            {
                Handler = run.Mode.Split('=', 2) is [_, var handler] ? handler : "envfrom",
                Macros = macros,
                Output = output,
                CancellationToken = limit.Token,
            });
        }

        return program.Run(
            runtime, new MflRunRequest { Arguments = run.Arguments, Macros = macros, Output = output, CancellationToken = limit.Token });
    }
}
