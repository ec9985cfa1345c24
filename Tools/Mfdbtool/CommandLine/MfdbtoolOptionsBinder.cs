using System.Globalization;
using Postern.Configuration.Binding;
using Postern.Configuration.Loading;
using Postern.Daemon.CommandLine;

namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>Makes <see cref="MfdbtoolOptions"/> of a command line. A later option wins over an earlier one; lists grow.</summary>
internal static class MfdbtoolOptionsBinder
{
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static MfdbtoolOptions Bind(IReadOnlyList<string> arguments)
    {
        var (parsed, words) = CommandLineParser<MfdbtoolOption>.Parse(arguments, MfdbtoolOptionTable.All);
        var options = new MfdbtoolOptions { Keys = [.. words.Select(ByteText.FromUnicode)] };
        foreach (var option in parsed)
            options = ApplyMode(options, option) ?? ApplyModifier(options, option) ?? ApplyTable(options, option) ?? ApplyRest(options, option);
        if (options is { Predict: not null, Mode: MfdbtoolMode.None })
            options = options with { Mode = MfdbtoolMode.List };
        Check(options);
        return options with { Format = options.Format ?? DefaultFormat(options) };
    }

    private static string? DefaultFormat(MfdbtoolOptions options) => options switch
    {
        { Predict: not null } => "rate",
        { Mode: MfdbtoolMode.Release } => "greylist",
        { Mode: MfdbtoolMode.Import } => null,
        _ => "cache",
    };

    private static void Check(MfdbtoolOptions options)
    {
        bool isMove = options.Mode is MfdbtoolMode.Export or MfdbtoolMode.Import;
        string? problem = options switch
        {
            { Mode: MfdbtoolMode.None } => "you must specify one of --list, --delete, --expire, --compact, --export, --import or --release",
            { IsAll: true, Mode: MfdbtoolMode.List or MfdbtoolMode.Delete or MfdbtoolMode.Release } =>
                "--all is meaningful only with --expire, --compact, --export or --import",
            { IsAll: true, File: not null } => "--all and --file exclude each other",
            { IsAll: true, Format: not null } => "--all and --format exclude each other",
            { Mode: MfdbtoolMode.Delete or MfdbtoolMode.Release, Keys.Count: 0 } => "name the keys of the records after the options",
            { Mode: not (MfdbtoolMode.List or MfdbtoolMode.Delete or MfdbtoolMode.Release), Keys.Count: > 0 } =>
                $"unexpected word `{options.Keys[0]}': keys are for --list, --delete and --release",
            { Mode: not MfdbtoolMode.List, Sort: not null } => "--sort is for --list",
            { Mode: not MfdbtoolMode.List, Top: not null } => "--top is for --list",
            { Mode: not MfdbtoolMode.List, Predict: not null } => "--predict is for --list",
            { Mode: not MfdbtoolMode.Import, OnConflict: not null } => "--on-conflict is for --import",
            { MovesExpired: false } when !isMove => "--no-expired is for --export and --import",
            { Mode: MfdbtoolMode.Export, IsJson: true, DumpFile: "-" } => "--json would be in the way of what --export writes; name a file",
            _ => null,
        };
        if (problem is not null)
            throw new UsageException(problem);
    }

    private static MfdbtoolOptions? ApplyMode(MfdbtoolOptions options, ParsedOption<MfdbtoolOption> option) => option.Id switch
    {
        MfdbtoolOption.Compact => options with { Mode = MfdbtoolMode.Compact },
        MfdbtoolOption.Delete => options with { Mode = MfdbtoolMode.Delete },
        MfdbtoolOption.Expire => options with { Mode = MfdbtoolMode.Expire },
        MfdbtoolOption.List => options with { Mode = MfdbtoolMode.List },
        MfdbtoolOption.Release => options with { Mode = MfdbtoolMode.Release },
        MfdbtoolOption.Export => options with { Mode = MfdbtoolMode.Export, DumpFile = NonEmpty("--export", option.Value!) },
        MfdbtoolOption.Import => options with { Mode = MfdbtoolMode.Import, DumpFile = NonEmpty("--import", option.Value!) },
        MfdbtoolOption.ConfigLint => options with { Mode = MfdbtoolMode.ConfigLint },
        MfdbtoolOption.ConfigHelp => options with { Mode = MfdbtoolMode.ConfigHelp },
        MfdbtoolOption.ShowConfigOptions => options with { Mode = MfdbtoolMode.ShowConfigOptions },
        MfdbtoolOption.Help => options with { Mode = MfdbtoolMode.Help },
        MfdbtoolOption.Usage => options with { Mode = MfdbtoolMode.Usage },
        MfdbtoolOption.Version => options with { Mode = MfdbtoolMode.Version },
        _ => null,
    };

    private static MfdbtoolOptions? ApplyModifier(MfdbtoolOptions options, ParsedOption<MfdbtoolOption> option) => option.Id switch
    {
        MfdbtoolOption.Predict => options with { Predict = Rate(option.Value!) },
        MfdbtoolOption.TimeFormat => options with { TimeFormat = option.Value! },
        MfdbtoolOption.Sort => options with { Sort = NonEmpty("--sort", option.Value!) },
        MfdbtoolOption.Top => options with { Top = Number(option.Value!) },
        MfdbtoolOption.Json => options with { IsJson = !option.IsNegated },
        MfdbtoolOption.Expired => options with { MovesExpired = !option.IsNegated },
        MfdbtoolOption.OnConflict => options with { OnConflict = Rule(option.Value!) },
        MfdbtoolOption.IgnoreFailedReads => options with { IgnoresFailedReads = !option.IsNegated },
        _ => null,
    };

    private static MfdbtoolOptions? ApplyTable(MfdbtoolOptions options, ParsedOption<MfdbtoolOption> option) => option.Id switch
    {
        MfdbtoolOption.All => options with { IsAll = !option.IsNegated },
        MfdbtoolOption.File => options with { File = NonEmpty("--file", option.Value!) },
        MfdbtoolOption.Format => options with { Format = option.Value },
        MfdbtoolOption.ExpireInterval => options with { ExpireInterval = Interval(option.Value!) },
        MfdbtoolOption.StateDirectory => options with { StateDirectory = NonEmpty("--state-directory", option.Value!) },
        MfdbtoolOption.PluginDirectory =>
            options with { PluginDirectories = [.. options.PluginDirectories, NonEmpty("--plugin-directory", option.Value!)] },
        MfdbtoolOption.User => options with { User = option.Value },
        _ => null,
    };

    private static MfdbtoolOptions ApplyRest(MfdbtoolOptions options, ParsedOption<MfdbtoolOption> option) => option.Id switch
    {
        MfdbtoolOption.Debug => options with { DebugSpecifications = [.. options.DebugSpecifications, option.Value!] },
        MfdbtoolOption.SourceInfo => options with { ShowsSource = !option.IsNegated },
        MfdbtoolOption.ConfigFile => options with { ConfigFile = option.Value },
        MfdbtoolOption.ConfigVerbose => options with { TellsConfiguration = true },
        MfdbtoolOption.NoConfig => options with { NoConfig = true },
        MfdbtoolOption.Set => options with { Settings = [.. options.Settings, ByteText.FromUnicode(option.Value!)] },
        _ => throw new InvalidOperationException($"option {option.Id} has no meaning"),
    };

    private static SendingRate Rate(string text) =>
        SendingRate.TryParse(text, out SendingRate rate, out string problem) ? rate : throw new UsageException(problem);

    private static TimeSpan Interval(string text) => TimeInterval.TryParse(text, out TimeSpan interval, out string problem)
        ? interval
        : throw new UsageException($"--expire-interval={text}: {problem}");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UsageException($"--top={text}: a positive number was expected");

    private static ConflictRule Rule(string text) => text switch
    {
        "newer" => ConflictRule.Newer,
        "replace" => ConflictRule.Replace,
        "keep" => ConflictRule.Keep,
        _ => throw new UsageException($"--on-conflict={text}: newer, replace or keep was expected"),
    };

    private static string NonEmpty(string option, string text) =>
        text.Length > 0 ? text : throw new UsageException($"option '{option}' requires an argument");
}
