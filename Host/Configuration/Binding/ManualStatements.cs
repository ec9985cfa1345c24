using System.Collections.Frozen;

namespace Postern.Configuration.Binding;

/// <summary>
/// The statements that the manual documents, built or not, by their path; so that an administrator who brings a
/// configuration along learns whether a statement is wrong or only early. Sub-statements of a block that is not built
/// are not listed, except where the block itself is built.
/// </summary>
internal static class ManualStatements
{
    private static readonly FrozenSet<string> Paths = new[]
    {
        "acl", "auth", "callout-url", "database", "database-mode", "database-type", "debug", "ehlo-domain", "enable-vrfy",
        "group", "gsasl", "include", "include-path", "io-timeout", "ldap", "locking", "logger", "logging",
        "mail-from-address", "mailer", "milter-timeout", "module-path", "pam", "pidfile", "preprocessor", "program",
        "relayed-domain-file", "resolver", "runtime", "script-file", "server", "setvar", "smtp-starttls", "smtp-timeout",
        "source-ip", "sql", "stack-trace", "state-directory", "tls", "tls-file-checks", "trace-actions", "trace-program",
        "transcript", "user", "virtdomain",
        "acl.allow", "acl.deny", "acl.log", "acl.exec", "acl.ifexec",
        "logging.syslog", "logging.print-severity", "logging.severity", "logging.facility", "logging.session-id",
        "logging.tag",
        "preprocessor.enable", "preprocessor.command", "preprocessor.pass-includes", "preprocessor.pass-defines",
        "preprocessor.setup-file",
        "runtime.max-streams", "runtime.max-open-mailboxes", "runtime.max-open-messages", "runtime.max-mfmods", "runtime.mfmod-path",
        "server.id", "server.listen", "server.backlog", "server.max-instances", "server.single-process",
        "server.reuseaddr", "server.option", "server.default", "server.callout", "server.acl",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Says of a statement that nothing reads whether it is documented or unknown.</summary>
    public static string DescribeUnread(string block, string keyword)
    {
        string path = block.Length == 0 ? keyword : $"{block}.{keyword}";
        string where = block.Length == 0 ? "" : $" in `{block}'";
        return Paths.Contains(path)
            ? $"`{keyword}'{where} is a statement of the manual that is not built yet; remove it or comment it out"
            : $"unknown keyword `{keyword}'{where}";
    }

    public static bool Contains(string path) => Paths.Contains(path);
}
