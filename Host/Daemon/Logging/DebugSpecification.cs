using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>
/// Debug specifications (manual node "Logging and Debugging"): <c>category[.levels]</c> joined by <c>;</c>. The levels of the
/// manual become two here: <c>trace0</c> to <c>trace4</c> log what a session does, <c>trace5</c> to <c>prot</c> each step and packet.
/// </summary>
internal sealed class DebugSpecification
{
    /// <summary>What a category of the manual is called in the log; the names of plugins stand for themselves.</summary>
    private static readonly Dictionary<string, string[]> Categories = new(StringComparer.Ordinal)
    {
        ["all"] = [""],
        ["server"] = ["Postern.Milter", "Postern.Daemon"],
        ["engine"] = ["Postern.Milter"],
        ["main"] = ["Postern.Daemon"],
        ["app"] = ["plugins"],
        ["prog"] = ["Postern.Mfl", "Postern.Filter"],
        ["srvman"] = ["Postern.Daemon"],
        ["tls"] = ["Callout"],
        ["pp"] = ["Postern.Mfl.Preprocessing"],
        ["spf"] = ["Spf"],
        ["callout"] = ["Callout"],
        ["savsrv"] = ["Callout"],
        ["bi_db"] = ["Databases", "Dbm", "Sqlite", "Postgres"],
        ["db"] = ["Databases", "Dbm", "Sqlite", "Postgres"],
        ["bi_dkim"] = ["Dkim"],
        ["bi_io"] = ["Io"],
        ["bi_mbox"] = ["Mailbox"],
        ["bi_sa"] = ["SpamAssassin", "ClamAV"],
        ["bi_other"] = ["System"],
        ["cache"] = ["Callout"],
        ["rate"] = ["Rate"],
        ["tbf"] = ["Rate"],
        ["greylist"] = ["Greylist"],
        ["dns"] = ["Dns"],
        ["pmult"] = ["Pmult"],
    };

    /// <summary>Categories of GNU Mailutils, which has no part in this program: allowed, without effect.</summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "address", "mailbox", "auth", "mailer", "mime", "message", "store", "folder", "stream", "tls", "config", "mailcap", "property",
        "remote", "filter", "acl", "retr", "list", "iconv", "lock", "dotlock", "gsasl", "dbm", "sieve", "ldap", "sql", "url", "pam", "error",
    };

    private static readonly string[] Levels =
        ["error", "trace0", "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7", "trace8", "trace9", "prot"];

    private const int FirstDeep = 6;

    private readonly Dictionary<string, LogLevel> _rules = new(StringComparer.Ordinal);

    /// <summary>The least level by log category; the category "" is all others.</summary>
    public IReadOnlyDictionary<string, LogLevel> Rules => _rules;

    /// <summary>Adds a specification; later ones win.</summary>
    public bool TryAdd(string text, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            bool isOff = part[0] == '!';
            int dot = part.IndexOf('.', StringComparison.Ordinal);
            string category = dot < 0 ? part[(isOff ? 1 : 0)..] : part[(isOff ? 1 : 0)..dot];
            if (!Categories.ContainsKey(category) && !Foreign.Contains(category))
            {
                problem = $"unknown category: {category}; there are {string.Join(", ", Categories.Keys.Order(StringComparer.Ordinal))}";
                return false;
            }

            uint levels = 0;
            if (!isOff && !TryLevels(dot < 0 ? "prot" : part[(dot + 1)..], out levels, out problem))
                return false;
            foreach (string name in Categories.GetValueOrDefault(category, []))
                _rules[name] = LevelOf(levels);
        }

        return true;
    }

    /// <summary>Adds the level of <c>--gacopyz-log</c> for the milter protocol.</summary>
    public bool TryAddProtocol(string level, [NotNullWhen(false)] out string? problem)
    {
        LogLevel? found = level switch
        {
            "fatal" => LogLevel.Critical,
            "err" => LogLevel.Error,
            "warn" => LogLevel.Warning,
            "info" => LogLevel.Information,
            "debug" => LogLevel.Debug,
            "proto" => LogLevel.Trace,
            _ => null,
        };
        problem = found is null ? $"{level}: invalid log level; expected fatal, err, warn, info, debug or proto" : null;
        _rules["Postern.Milter"] = found ?? LogLevel.Information;
        return found is not null;
    }

    private static LogLevel LevelOf(uint levels) =>
        levels >> FirstDeep != 0 ? LogLevel.Trace
        : levels > 1 ? LogLevel.Debug
        : LogLevel.Information;

    /// <summary>A list of levels: <c>L</c> (up to L), <c>=L</c>, <c>A-B</c>, each with <c>!</c> for without.</summary>
    private static bool TryLevels(string text, out uint levels, [NotNullWhen(false)] out string? problem)
    {
        levels = 0;
        problem = null;
        foreach (string item in text.Split(','))
        {
            bool removes = item.StartsWith('!');
            string rest = removes ? item[1..] : item;
            bool single = rest.StartsWith('=');
            string[] ends = (single ? rest[1..] : rest).Split('-', 2);
            int first = single || ends.Length > 1 ? Find(ends[0]) : 0;
            int last = Find(ends[^1]);
            if (first < 0 || last < 0)
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture, $"unknown level `{ends[first < 0 ? 0 : ^1]}'; there are error, trace0 ... trace9, prot");
                return false;
            }

            uint set = 0;
            for (int level = Math.Min(first, last); level <= Math.Max(first, last); level++)
                set |= 1u << level;
            levels = removes ? levels & ~set : levels | set;
        }

        return true;
    }

    private static int Find(string level) => Array.IndexOf(Levels, level);
}
