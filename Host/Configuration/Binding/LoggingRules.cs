using System.Globalization;
using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The <c>logging</c> block, and <c>logger</c>, which stands beside it.</summary>
internal static class LoggingRules
{
    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    public static BlockRules<LoggingConfiguration> Block { get; } = new("logging",
        new Dictionary<string, StatementRule<LoggingConfiguration>>(StringComparer.Ordinal)
        {
            ["syslog"] = (o, s, read) => o with { Logger = read.Flag(s, true) ? "syslog" : "stderr" },
            ["facility"] = (o, s, read) => o with { Facility = Facility(s, read, o.Facility) },
            ["tag"] = (o, s, read) => o with { Tag = read.Text(s, o.Tag) },
            ["severity"] = (o, s, read) => o with
            {
                Severity = read.Choice(
                    s, o.Severity, "debug", "info", "notice", "warning", "error", "crit", "alert", "emerg"),
            },
            ["print-severity"] = (o, s, read) => o with { PrintSeverity = read.Flag(s, true) },
        });

    public static LoggingConfiguration Logger(LoggingConfiguration o, ConfigurationStatement s, ValueReader read) =>
        o with { Logger = read.Choice(s, o.Logger, "stderr", "syslog", "syslog:async") };

    private static string? Facility(ConfigurationStatement statement, ValueReader read, string? fallback)
    {
        string name = read.Text(statement, null);
        if (name.Length == 0)
            return fallback;
        if (Facilities.Contains(name, StringComparer.OrdinalIgnoreCase)
            || (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 24))
            return name.ToLowerInvariant();
        read.Problems.Error(statement.Values[0].Place, $"unknown syslog facility `{name}'");
        return fallback;
    }
}
