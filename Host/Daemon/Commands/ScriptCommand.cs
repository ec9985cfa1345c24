using Microsoft.Extensions.Logging;
using Postern.Abstractions.Hosting;
using Postern.Configuration;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Hosting;
using Postern.Daemon.Logging;
using Postern.Daemon.Settings;
using Postern.Mfl;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Preprocessing;
using Postern.Mfl.Syntax;

namespace Postern.Daemon.Commands;

/// <summary>What is done with a script at a terminal: <c>--lint</c>, <c>check</c>, <c>-E</c>, the dumps, <c>--run</c>, <c>--test</c>, <c>--config-lint</c>.</summary>
internal static class ScriptCommand
{
    private static readonly TimeSpan UnloadLimit = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(HostContext context, HostOptions options, CancellationToken cancellationToken)
    {
        var resolver = new SettingsResolver(
            options with { Foreground = true }, context.Layout, context.Program, Environment.CurrentDirectory);
        (HostSettings settings, ConfigurationProblems problems) = resolver.Resolve();
        context.Messages.Write(problems.Select(static problem => problem.ToString()));
        if (options.Mode == HostMode.Preprocess)
            return Preprocess(context, settings);
        using ILoggerFactory loggers = HostLogging.Create(settings.Log with { IsSyslog = false }, context.Time);
        var factory = new GenerationFactory(loggers, context.Time);
        if (options.Mode == HostMode.ConfigLint)
        {
            (await factory.LoadPluginsAsync(settings, only: null, cancellationToken)).Release();
            return ExitCode.Success;
        }

        using TextWriter? traces = (options.Dumps & (DumpKinds.LexTrace | DumpKinds.GrammarTrace)) == DumpKinds.None
            ? null
            : EchoOutput.StandardOutput();
        CompiledScript script = await CompiledScript.CompileAsync(
            factory,
            settings,
            options.Mode == HostMode.Run ? options.RunFunction : null,
            options.Mode == HostMode.Check,
            options.Dumps.HasFlag(DumpKinds.LexTrace) ? traces : null,
            options.Dumps.HasFlag(DumpKinds.GrammarTrace) ? traces : null,
            cancellationToken);
        try
        {
            context.Messages.Write(script.Warnings);
            return options.Mode is HostMode.Run or HostMode.Test
                ? Execute(script.Program, context, options, settings, loggers, cancellationToken)
                : Report(script.Program, options, settings);
        }
        finally
        {
            await CloseAsync(script.Plugins, context.Time);
        }
    }

    // What services hold open, such as databases, is closed in order; one that does not stop holds up nobody.
    private static async Task CloseAsync(PluginSet plugins, TimeProvider time)
    {
        plugins.Release();
        if (plugins.Plugins.Any(static plugin => plugin.Exports.Any(static export => export.StartsWith(nameof(IHostedPlugin), StringComparison.Ordinal))))
            await plugins.Unloaded.WaitAsync(UnloadLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static int Preprocess(HostContext context, HostSettings settings)
    {
        var diagnostics = new DiagnosticBag();
        SourceText expanded = SourcePreprocessor.Expand(ScriptFile.Read(settings), settings.Preprocessing, diagnostics);
        using TextWriter output = EchoOutput.StandardOutput();

        // As m4 would begin it, whether or not m4 was needed.
        if (!expanded.Text.StartsWith("#line ", StringComparison.Ordinal))
            output.WriteLine($"#line 1 \"{settings.ScriptName}\"");
        output.Write(expanded.Text);
        context.Messages.Write(diagnostics.Items.Select(diagnostic => diagnostic.ToString(settings.ShowsColumns)));
        return diagnostics.HasErrors ? ExitCode.Configuration : ExitCode.Success;
    }

    private static int Execute(
        MflProgram program, HostContext context, HostOptions options, HostSettings settings, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        using TextWriter echo = EchoOutput.Open(options.Echo);
        using TextWriter output = EchoOutput.StandardOutput();
        using TextWriter? trace = settings.Tracing.Program ? EchoOutput.Open(null) : null;
        var runtime = new MflRuntimeOptions
        {
            Echo = echo,
            Trace = trace,
            TracesActions = settings.TracesActions,
            Loggers = loggers,
            Time = context.Time,
            StateDirectory = settings.StateDirectory,
        };
        if (options.Mode == HostMode.Test)
        {
            return program.Test(runtime, new MflTestRequest
            {
                Handler = options.TestHandler,
                Macros = options.Macros,
                Output = output,
                CancellationToken = cancellationToken,
            });
        }

        return program.Run(runtime, new MflRunRequest
        {
            Function = options.RunFunction,
            Arguments = options.Arguments,
            Macros = options.Macros,
            Output = output,
            CancellationToken = cancellationToken,
        });
    }

    private static int Report(MflProgram program, HostOptions options, HostSettings settings)
    {
        if (options.Mode == HostMode.Lint)
            return ExitCode.Success;
        using TextWriter output = EchoOutput.StandardOutput();
        if (options.Mode == HostMode.Check)
            output.WriteLine($"{settings.ScriptName}: no errors");
        DumpReport.Write(program, options.ShowEffects ? options.Dumps | DumpKinds.Effects : options.Dumps, output);
        return ExitCode.Success;
    }
}
