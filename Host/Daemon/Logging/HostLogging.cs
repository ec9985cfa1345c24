using System.Globalization;
using Microsoft.Extensions.Logging;
using Postern.Daemon.Posix;

namespace Postern.Daemon.Logging;

/// <summary>Sets up logging for the process.</summary>
internal static class HostLogging
{
    private const int DefaultFacility = 2; // mail

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
        "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>The number of a facility's name; a number stands for itself.</summary>
    public static bool TryFacility(string name, out int facility)
    {
        facility = Array.FindIndex(Facilities, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (facility >= 0)
            return true;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out facility) && facility < Facilities.Length;
    }

    public static ILoggerFactory Create(LogTarget target, TimeProvider time)
    {
        ILogSink sink = target.IsSyslog
            ? new SyslogSink(target.SyslogPath, target.Facility ?? DefaultFacility, target.PrintSeverity, time)
            : new StandardErrorSink(StandardStreams.Error());
        return Create(sink, target);
    }

    /// <summary>Loggers that write to a sink; disposing the factory writes what is waiting.</summary>
    public static ILoggerFactory Create(ILogSink sink, string tag, LogLevel minimum) =>
        Create(sink, new LogTarget { Tag = tag, MinimumLevel = minimum });

    /// <summary>The same with all that a target says but where it goes.</summary>
    public static ILoggerFactory Create(ILogSink sink, LogTarget target)
    {
        var filter = new LoggerFilterOptions { MinLevel = target.MinimumLevel };
        foreach ((string category, LogLevel level) in target.Debug.Rules)
        {
            if (category.Length == 0)
                filter.MinLevel = level;
            else
                filter.Rules.Add(new LoggerFilterRule(null, category, level, null));
        }

        // A provider that is added to a factory is disposed with it; one that is given to its builder is not.
        var factory = new LoggerFactory([], filter);
        factory.AddProvider(new HostLoggerProvider(new LogQueue(sink, target.Tag), target.Tag, target.ShowsSource));
        return factory;
    }

    /// <summary>The level for a severity of the <c>logging</c> block; notice is logged as information, alert and emerg as critical.</summary>
    public static LogLevel LevelOf(string severity) => severity switch
    {
        "debug" => LogLevel.Debug,
        "info" or "notice" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
