using Postern.Daemon.CommandLine;

namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>All options: those of mailfromd's mfdbtool (manual node <c>mfdbtool</c>), and ours.</summary>
internal static class MfdbtoolOptionTable
{
    public static IReadOnlyList<(string Title, OptionDescription<MfdbtoolOption>[] Options)> Groups { get; } =
    [
        ("Database management commands",
        [
            Option(MfdbtoolOption.Compact, '\0', "compact", "", "delete expired records and give their space back"),
            Option(MfdbtoolOption.Delete, '\0', "delete", "", "delete the records with the given keys"),
            Option(MfdbtoolOption.Expire, '\0', "expire", "", "delete expired records"),
            Option(MfdbtoolOption.Export, '\0', "export", "FILE", "write a database as text to FILE, - for the standard output"),
            Option(MfdbtoolOption.Import, '\0', "import", "FILE", "read databases that --export wrote, - for the standard input"),
            Option(MfdbtoolOption.List, '\0', "list", "", "list a database (default: cache), or the given keys of it"),
            Option(MfdbtoolOption.Release, '\0', "release", "", "let whoever waits by the given keys pass (default: greylist)"),
        ]),
        ("Command modifiers",
        [
            Negatable(MfdbtoolOption.All, '\0', "all", "with --compact, --expire, --export, --import: all databases"),
            Option(MfdbtoolOption.File, 'f', "file", "FILE", "the database's file, or SCHEME://NAME"),
            Option(MfdbtoolOption.Format, 'H', "format", "FORMAT", "the database: cache, rate, tbf, greylist, or one of the configuration"),
            Negatable(MfdbtoolOption.IgnoreFailedReads, '\0', "ignore-failed-reads", "compact even when records cannot be read"),
            Option(MfdbtoolOption.Predict, '\0', "predict", "RATE", "tell when a sender may send again who may send RATE: N per INTERVAL"),
            Option(MfdbtoolOption.TimeFormat, '\0', "time-format", "FORMAT", "write times in this format of strftime(3); default: %c"),
            Option(MfdbtoolOption.Sort, '\0', "sort", "FIELD", "list by this field, the largest first; -FIELD: the smallest first"),
            Option(MfdbtoolOption.Top, '\0', "top", "NUMBER", "list no more than NUMBER records"),
            Negatable(MfdbtoolOption.Json, '\0', "json", "print one JSON object per line"),
            Negatable(MfdbtoolOption.Expired, '\0', "expired", "with --export and --import: expired records too (default)"),
            Option(MfdbtoolOption.OnConflict, '\0', "on-conflict", "newer|replace|keep", "with --import: which record stays when a key is there already"),
        ]),
        ("Configuration modifiers",
        [
            Option(MfdbtoolOption.ExpireInterval, 'e', "expire-interval", "INTERVAL", "records expire after INTERVAL"),
            Option(MfdbtoolOption.PluginDirectory, '\0', "plugin-directory", "DIR", "look for plugins in DIR, too; may be repeated"),
            Option(MfdbtoolOption.StateDirectory, '\0', "state-directory", "DIR", "the state directory"),
            Option(MfdbtoolOption.User, 'u', "user", "NAME", "become this user, when started by root"),
        ]),
        ("Global debugging settings",
        [
            Option(MfdbtoolOption.Debug, 'd', "debug debug-level", "SPEC", "debug levels by category: CATEGORY[.LEVEL];..."),
            Negatable(MfdbtoolOption.SourceInfo, '\0', "debug-line-info", "log lines name the part of the program"),
        ]),
        ("Configuration handling",
        [
            Option(MfdbtoolOption.ConfigFile, '\0', "config-file", "FILE", "read this configuration file"),
            Option(MfdbtoolOption.ConfigLint, '\0', "config-lint", "", "check the configuration and exit"),
            Option(MfdbtoolOption.ConfigVerbose, '\0', "config-verbose", "", "tell which configuration file is read"),
            Option(MfdbtoolOption.NoConfig, '\0', "no-config no-site-config", "", "read no configuration file"),
            Option(MfdbtoolOption.Set, '\0', "set", "PATH=VALUE", "set a statement of the configuration"),
        ]),
        ("Informational options",
        [
            Option(MfdbtoolOption.ConfigHelp, '\0', "config-help", "", "print the statements of the configuration file that matter here"),
            Option(MfdbtoolOption.ShowConfigOptions, '\0', "show-config-options", "", "print databases, formats and stores"),
            Option(MfdbtoolOption.Help, '?', "help", "", "print this help"),
            Option(MfdbtoolOption.Usage, '\0', "usage", "", "print all options in short"),
            Option(MfdbtoolOption.Version, 'V', "version", "", "print the version"),
        ]),
    ];

    public static IReadOnlyList<OptionDescription<MfdbtoolOption>> All { get; } = [.. Groups.SelectMany(static group => group.Options)];

    private static OptionDescription<MfdbtoolOption> Option(MfdbtoolOption id, char letter, string names, string argumentName, string help) =>
        new(id, letter, names.Split(' '), argumentName.Length > 0 ? OptionArgument.Required : OptionArgument.None, argumentName, help);

    private static OptionDescription<MfdbtoolOption> Negatable(MfdbtoolOption id, char letter, string names, string help) =>
        Option(id, letter, names, "", help) with { IsNegatable = true };
}
