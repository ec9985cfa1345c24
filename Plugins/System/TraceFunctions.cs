using Microsoft.Extensions.Logging;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.System;

/// <summary>Looking at the program itself (manual, node "Debugging Functions").</summary>
[PluginExport(typeof(IMflModule), "trace")]
public sealed partial class TraceFunctions : IMflModule
{
    /// <summary>Logs the calls under way, the latest first.</summary>
    /// <param name="context">The session.</param>
    [MflFunction("stack_trace", NonBlocking = true, ReadsCalls = true)]
    public static void LogCalls(MflContext context)
    {
        Tell(context.Logger, "stack trace:");
        foreach (var line in context.Calls)
            Tell(context.Logger, line);
        Tell(context.Logger, "stack trace finishes");
    }

    /// <summary>Tells each instruction of a module from now on.</summary>
    /// <param name="context">The session.</param>
    /// <param name="module">Its name, or its file's name without suffix, or a plugin; an error is logged when there is none.</param>
    [MflFunction("program_trace", NonBlocking = true, SwitchesTracing = true)]
    public static void Start(MflContext context, string module) => Switch(context, module, true);

    /// <summary>Ends <see cref="Start"/>.</summary>
    /// <param name="context">The session.</param>
    /// <param name="module">As for <see cref="Start"/>.</param>
    [MflFunction("cancel_program_trace", NonBlocking = true, SwitchesTracing = true)]
    public static void Stop(MflContext context, string module) => Switch(context, module, false);

    private static void Switch(MflContext context, string module, bool isOn)
    {
        if (!context.TryTrace(module, isOn))
            Unknown(context.Logger, module);
    }

    [LoggerMessage(5121, LogLevel.Information, "{Line}")]
    private static partial void Tell(ILogger logger, string line);

    [LoggerMessage(5122, LogLevel.Error, "no such module: {Module}")]
    private static partial void Unknown(ILogger logger, string module);
}
