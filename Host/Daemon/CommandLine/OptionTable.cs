namespace Postern.Daemon.CommandLine;

/// <summary>All options of manual node <c>options</c>, and ours.</summary>
internal static class OptionTable
{
    private const OptionArgument None = OptionArgument.None;
    private const OptionArgument Required = OptionArgument.Required;
    private const OptionArgument Optional = OptionArgument.Optional;

    private const string Callouts = "call-outs";

    public static IReadOnlyList<(string Title, OptionDescription<OptionId>[] Options)> Groups { get; } =
    [
        ("Operation modifiers",
        [
            Option(OptionId.Daemon, '\0', "daemon", None, "", "run as a daemon in the background (default)"),
            Option(OptionId.Preprocess, 'E', "", None, "", "print the preprocessed script and exit"),
            Option(OptionId.Lint, '\0', "lint syntax-check", None, "", "check the script and exit"),
            Option(OptionId.Run, '\0', "run", Optional, "FUNC", "run the script's function FUNC (\"main\") and exit"),
            Option(OptionId.ShowDefaults, '\0', "show-defaults", None, "", "print the built-in defaults"),
            Option(OptionId.Test, 't', "test", Optional, "HANDLER", "run one handler (\"envfrom\") and exit"),
        ]),
        ("General options",
        [
            Option(OptionId.CalloutSocket, '\0', "callout-socket", Required, "URL", "the socket of the call-out server, with --mtasim"),
            Option(OptionId.Echo, '\0', "echo", Optional, "FILE", "with --run and --test, send \"echo\" to FILE or stdout"),
            Option(OptionId.IncludePath, 'I', "include-path", Required, "DIR", "look for include files in DIR too"),
            Option(OptionId.Mtasim, '\0', "mtasim", None, "", "work for mtasim: in the foreground, as long as it lives"),
            Option(OptionId.Optimize, 'O', "optimize", Optional, "LEVEL", "0: translate instruction by instruction; 1: fully (default)"),
            Option(OptionId.ModulePath, 'P', "module-path", Required, "DIR", "look for modules in DIR too"),
            Option(OptionId.Port, 'p', "port milter-socket", Required, "URL", "listen here; may be repeated"),
            Option(OptionId.RelayedDomainFile, '\0', "relayed-domain-file", Required, "FILE", "read relayed domains from FILE"),
            Option(OptionId.ResolvConfFile, '\0', "resolv-conf-file", Required, "FILE", "read the resolver's configuration from FILE"),
            Option(OptionId.Variable, 'v', "variable", Required, "VAR=VALUE", "set the initial value of a global variable"),
            Option(OptionId.PluginDirectory, '\0', "plugin-directory", Required, "DIR", "load plugins from DIR too; may be repeated"),
        ]),
        ("Preprocessor options",
        [
            Option(OptionId.Define, 'D', "define", Required, "NAME[=VALUE]", "define a preprocessor symbol"),
            Option(OptionId.NoPreprocessor, '\0', "no-preprocessor", None, "", "do not run the preprocessor"),
            Option(OptionId.Preprocessor, '\0', "preprocessor", Optional, "COMMAND", "run COMMAND as the preprocessor"),
            Option(OptionId.Undefine, 'U', "undefine", Required, "NAME", "undefine a preprocessor symbol"),
        ]),
        ("Timeout control",
        [
            Option(OptionId.MilterTimeout, '\0', "milter-timeout", Required, "TIME", "the longest silence of the MTA"),
        ]),
        ("Informational and debugging options",
        [
            Option(OptionId.DumpCode, '\0', "dump-code", None, "", "print the listing of each function"),
            Option(OptionId.DumpEffects, '\0', "dump-effects", None, "", "print what the script needs of the MTA, and why"),
            Option(OptionId.DumpGrammarTrace, '\0', "dump-grammar-trace", None, "", "tell the parser's steps"),
            Option(OptionId.DumpLexTrace, '\0', "dump-lex-trace", None, "", "tell each token that is read"),
            Option(OptionId.DumpMacros, '\0', "dump-macros", None, "", "print the Sendmail macros used, by handler"),
            Option(OptionId.DumpTree, '\0', "dump-tree", None, "", "print handlers and functions as trees"),
            Option(OptionId.GacopyzLog, '\0', "gacopyz-log", Required, "LEVEL", "log the milter protocol from this level: fatal ... proto"),
            Negatable(OptionId.LocationColumn, '\0', "location-column", "print columns in diagnostics (default)"),
            Negatable(OptionId.StackTrace, '\0', "stack-trace", "log the calls under way with a run-time error"),
            Negatable(OptionId.Trace, '\0', "trace", "log the actions that are executed"),
            Option(OptionId.TraceProgram, '\0', "trace-program", Optional, "MODULES", "log each instruction (of these modules)"),
            Option(OptionId.DumpXref, '\0', "xref dump-xref", None, "", "print a cross-reference of variables"),
        ]),
        ("Global debugging settings",
        [
            Option(OptionId.Debug, '\0', "debug-level", Required, "SPEC", "the same as --debug"),
            Negatable(OptionId.SourceInfo, '\0', "debug-line-info", "the same as --source-info"),
            Option(OptionId.LogFacility, '\0', "log-facility", Required, "FACILITY", "log to this syslog facility"),
            Option(OptionId.Mailer, 'M', "mailer", Required, "URL", "the default mailer, the same as --set=mailer.url=URL"),
        ]),
        ("Server configuration modifiers",
        [
            Option(OptionId.Foreground, '\0', "foreground", None, "", "stay in the foreground"),
            Option(OptionId.Group, 'g', "group", Required, "NAME", "keep the supplementary group NAME; may be repeated"),
            Option(OptionId.PidFile, '\0', "pidfile", Required, "FILE", "write the process id to FILE"),
            Waiting(Callouts, 'S', "source-ip", Required, "ADDRESS", "the source address of TCP connections"),
            Option(OptionId.SingleProcess, '\0', "single-process", None, "", "run handlers that may wait one at a time, to debug them"),
            Option(OptionId.StateDirectory, '\0', "state-directory", Required, "DIR", "the state directory"),
            Option(OptionId.User, 'u', "user", Required, "NAME", "become this user after start-up"),
        ]),
        ("Logging and debugging options",
        [
            Option(OptionId.Debug, 'd', "debug", Required, "SPEC", "debug levels by category: CATEGORY[.LEVEL];..."),
            Option(OptionId.LogTag, '\0', "log-tag", Required, "STRING", "mark log lines with STRING"),
            Option(OptionId.Logger, '\0', "logger", Required, "STREAM", "log to stderr, syslog or syslog:async"),
            Negatable(OptionId.SourceInfo, '\0', "source-info", "log lines name the part of the program"),
            Option(OptionId.Stderr, '\0', "stderr", None, "", "log to the standard error"),
            Option(OptionId.Syslog, '\0', "syslog", None, "", "log to syslog (default in the background)"),
            Waiting(Callouts, 'X', "transcript", None, "", "log SMTP sessions of call-outs") with { IsNegatable = true },
        ]),
        ("Configuration handling",
        [
            Option(OptionId.ConfigFile, '\0', "config-file", Required, "FILE", "read this configuration file"),
            Option(OptionId.ConfigLint, '\0', "config-lint", None, "", "check the configuration and exit"),
            Option(OptionId.ConfigVerbose, '\0', "config-verbose", None, "", "tell which configuration file is read"),
            Option(OptionId.NoConfig, '\0', "no-config no-site-config", None, "", "read no configuration file"),
            Option(OptionId.Set, '\0', "set", Required, "PATH=VALUE", "set a statement of the configuration"),
        ]),
        ("Informational options",
        [
            Option(OptionId.ConfigHelp, '\0', "config-help", None, "", "print the statements of the configuration file"),
            Option(OptionId.ShowConfigOptions, '\0', "show-config-options", None, "", "print what the program was built from and with"),
            Option(OptionId.Help, '?', "help", None, "", "print this help"),
            Option(OptionId.Usage, '\0', "usage", None, "", "print all options in short"),
            Option(OptionId.Version, 'V', "version", None, "", "print the version"),
        ]),
    ];

    public static IReadOnlyList<OptionDescription<OptionId>> All { get; } = [.. Groups.SelectMany(static group => group.Options)];

    private static OptionDescription<OptionId> Option(
        OptionId id, char letter, string names, OptionArgument argument, string argumentName, string help) =>
        new(id, letter, names.Split(' ', StringSplitOptions.RemoveEmptyEntries), argument, argumentName, help);

    private static OptionDescription<OptionId> Negatable(OptionId id, char letter, string names, string help) =>
        Option(id, letter, names, None, "", help) with { IsNegatable = true };

    private static OptionDescription<OptionId> Waiting(
        string what, char letter, string names, OptionArgument argument, string argumentName, string help) =>
        Option(OptionId.Waiting, letter, names, argument, argumentName, help) with { WaitsFor = what };
}
