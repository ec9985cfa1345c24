namespace Postern.Daemon.CommandLine;

/// <summary>All options of manual node <c>options</c>, and ours.</summary>
internal static class OptionTable
{
    private const OptionArgument None = OptionArgument.None;
    private const OptionArgument Required = OptionArgument.Required;
    private const OptionArgument Optional = OptionArgument.Optional;

    public static IReadOnlyList<(string Title, OptionDescription[] Options)> Groups { get; } =
    [
        ("Operation modifiers",
        [
            Option(OptionId.Daemon, '\0', "daemon", None, "", "run as a daemon in the background (default)"),
            Option(OptionId.Lint, '\0', "lint syntax-check", None, "", "check the script and exit"),
            Option(OptionId.Preprocess, 'E', "", None, "", "print the preprocessed script and exit"),
            Option(OptionId.Run, '\0', "run", Optional, "FUNC", "run the script's function FUNC (\"main\") and exit"),
            Option(OptionId.Test, 't', "test", Optional, "HANDLER", "run one handler (\"envfrom\") and exit"),
            Option(OptionId.DumpEffects, '\0', "dump-effects", None, "", "print what the script needs of the MTA, and why"),
            Option(OptionId.ShowDefaults, '\0', "show-defaults", None, "", "print the built-in defaults"),
        ]),
        ("Server",
        [
            Option(OptionId.Foreground, '\0', "foreground", None, "", "stay in the foreground"),
            Option(OptionId.Port, 'p', "port milter-socket", Required, "URL", "listen here; may be repeated"),
            Option(OptionId.StateDirectory, '\0', "state-directory", Required, "DIR", "the state directory"),
            Option(OptionId.PidFile, '\0', "pidfile", Required, "FILE", "write the process id to FILE"),
            Option(OptionId.User, 'u', "user", Required, "NAME", "become this user after start-up"),
            Option(OptionId.Group, 'g', "group", Required, "NAME", "keep the supplementary group NAME; may be repeated"),
            Option(OptionId.MilterTimeout, '\0', "milter-timeout", Required, "TIME", "the longest silence of the MTA"),
            Option(OptionId.PluginDirectory, '\0', "plugin-directory", Required, "DIR", "load plugins from DIR too; may be repeated"),
        ]),
        ("Script",
        [
            Option(OptionId.IncludePath, 'I', "include-path", Required, "DIR", "look for include files in DIR too"),
            Option(OptionId.ModulePath, 'P', "module-path", Required, "DIR", "look for modules in DIR too"),
            Option(OptionId.Variable, 'v', "variable", Required, "VAR=VALUE", "set the initial value of a global variable"),
            Option(OptionId.Echo, '\0', "echo", Optional, "FILE", "with --run and --test, send \"echo\" to FILE or stdout"),
            Option(OptionId.Define, 'D', "define", Required, "NAME[=VALUE]", "define a preprocessor symbol"),
            Option(OptionId.Undefine, 'U', "undefine", Required, "NAME", "undefine a preprocessor symbol"),
            Option(OptionId.Preprocessor, '\0', "preprocessor", Optional, "COMMAND", "run COMMAND as the preprocessor"),
            Option(OptionId.NoPreprocessor, '\0', "no-preprocessor", None, "", "do not run the preprocessor"),
        ]),
        ("Logging",
        [
            Option(OptionId.Logger, '\0', "logger", Required, "STREAM", "log to stderr, syslog or syslog:async"),
            Option(OptionId.Stderr, '\0', "stderr", None, "", "log to the standard error"),
            Option(OptionId.Syslog, '\0', "syslog", None, "", "log to syslog (default in the background)"),
            Option(OptionId.LogTag, '\0', "log-tag", Required, "STRING", "mark log lines with STRING"),
            Option(OptionId.LogFacility, '\0', "log-facility", Required, "FACILITY", "log to this syslog facility"),
        ]),
        ("Configuration",
        [
            Option(OptionId.ConfigFile, '\0', "config-file", Required, "FILE", "read this configuration file"),
            Option(OptionId.NoConfig, '\0', "no-config no-site-config", None, "", "read no configuration file"),
            Option(OptionId.ConfigLint, '\0', "config-lint", None, "", "check the configuration and exit"),
            Option(OptionId.Set, '\0', "set", Required, "PATH=VALUE", "set a statement of the configuration"),
        ]),
        ("Information",
        [
            Option(OptionId.Help, '?', "help", None, "", "print this help"),
            Option(OptionId.Usage, '\0', "usage", None, "", "print a short usage message"),
            Option(OptionId.Version, 'V', "version", None, "", "print the version"),
        ]),
        ("",
        [
            NotBuilt('\0', "callout-socket", Required),
            NotBuilt('\0', "mtasim", None),
            NotBuilt('O', "optimize", Optional),
            NotBuilt('\0', "relayed-domain-file", Required),
            NotBuilt('\0', "resolv-conf-file", Required),
            NotBuilt('\0', "dump-code", None),
            NotBuilt('\0', "dump-grammar-trace", None),
            NotBuilt('\0', "dump-lex-trace", None),
            NotBuilt('\0', "dump-macros", None),
            NotBuilt('\0', "dump-tree", None),
            NotBuilt('\0', "dump-xref xref", None),
            NotBuilt('\0', "gacopyz-log", Required),
            NotBuilt('\0', "location-column no-location-column", None),
            NotBuilt('\0', "stack-trace no-stack-trace", None),
            NotBuilt('\0', "trace no-trace", None),
            NotBuilt('\0', "trace-program", Optional),
            NotBuilt('\0', "debug-level", Required),
            NotBuilt('\0', "debug-line-info no-debug-line-info", None),
            NotBuilt('M', "mailer", Required),
            NotBuilt('S', "source-ip", Required),
            NotBuilt('\0', "single-process", None),
            NotBuilt('d', "debug", Required),
            NotBuilt('\0', "source-info no-source-info", None),
            NotBuilt('X', "transcript no-transcript", None),
            NotBuilt('\0', "config-verbose", None),
            NotBuilt('\0', "config-help", None),
            NotBuilt('\0', "show-config-options", None),
        ]),
    ];

    public static IReadOnlyList<OptionDescription> All { get; } = [.. Groups.SelectMany(static group => group.Options)];

    private static OptionDescription Option(
        OptionId id, char letter, string names, OptionArgument argument, string argumentName, string help) =>
        new(id, letter, names.Split(' ', StringSplitOptions.RemoveEmptyEntries), argument, argumentName, help);

    private static OptionDescription NotBuilt(char letter, string names, OptionArgument argument) =>
        Option(OptionId.NotBuilt, letter, names, argument, "", "");
}
