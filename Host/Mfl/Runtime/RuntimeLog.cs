using Microsoft.Extensions.Logging;

namespace Postern.Mfl.Runtime;

/// <summary>What a running program logs.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(3001, LogLevel.Information, "{Text}")]
    public static partial void Echo(ILogger logger, string text);

    [LoggerMessage(3002, LogLevel.Error, "RUNTIME ERROR near {File}:{Line}: {Text}")]
    public static partial void RuntimeError(ILogger logger, string file, int line, string text);

    [LoggerMessage(3003, LogLevel.Error, "execution of the filter program was not finished")]
    public static partial void NotFinished(ILogger logger);

    [LoggerMessage(3004, LogLevel.Critical, "RUNTIME ERROR near {File}:{Line}: a function of a plugin failed; this is a bug in the plugin")]
    public static partial void PluginFailed(ILogger logger, Exception exception, string file, int line);

    [LoggerMessage(3005, LogLevel.Error, "{Text}")]
    public static partial void NoEntryPoint(ILogger logger, string text);

    [LoggerMessage(3006, LogLevel.Error, "unknown smtp state tag: {Name}")]
    public static partial void UnknownState(ILogger logger, string name);

    [LoggerMessage(3008, LogLevel.Information, "{Line}")]
    public static partial void Trace(ILogger logger, string line);

    [LoggerMessage(3009, LogLevel.Error, "{Line}")]
    public static partial void StackTrace(ILogger logger, string line);

    [LoggerMessage(3007, LogLevel.Critical, "the session's data {Type} of a plugin could not be disposed; this is a bug in the plugin")]
    public static partial void StateNotDisposed(ILogger logger, Exception exception, string type);
}
