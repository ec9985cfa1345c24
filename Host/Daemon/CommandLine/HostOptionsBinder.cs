using System.Globalization;
using Postern.Configuration.Binding;
using Postern.Configuration.Loading;
using Postern.Milter.Server;

namespace Postern.Daemon.CommandLine;

/// <summary>Makes <see cref="HostOptions"/> of a command line. A later option wins over an earlier one; lists grow.</summary>
internal static class HostOptionsBinder
{
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static HostOptions Bind(IReadOnlyList<string> arguments)
    {
        (IReadOnlyList<ParsedOption<OptionId>> options, IReadOnlyList<string> words) = CommandLineParser<OptionId>.Parse(arguments, OptionTable.All);
        var host = new HostOptions();
        foreach (ParsedOption<OptionId> option in options)
        {
            host = ApplyMode(host, option) ?? ApplyDump(host, option) ?? ApplyServer(host, option) ?? ApplyScript(host, option)
                ?? ApplyTrace(host, option) ?? ApplyRest(host, option);
        }

        host = ApplyWords(host, words);
        CheckCalloutSocket(host);
        if (host.EndsWithParent)
            host = host with { Foreground = true };

        // A script whose inside is shown is not run, whatever else is asked for, as in the reference.
        return host.Dumps != DumpKinds.None && host.Mode is HostMode.Serve or HostMode.Run or HostMode.Test or HostMode.Lint
            ? host with { Mode = HostMode.Dump }
            : host;
    }

    /// <summary>The arguments of <c>postern check SCRIPT [--effects]</c>; it takes the options that matter to a script.</summary>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static HostOptions BindCheck(IReadOnlyList<string> arguments)
    {
        bool showsEffects = arguments.Contains("--effects", StringComparer.Ordinal);
        HostOptions options = Bind([.. arguments.Where(static argument => argument != "--effects")]);
        return options.Mode is HostMode.Help or HostMode.Usage ? options : options with { Mode = HostMode.Check, ShowEffects = showsEffects };
    }

    private static HostOptions? ApplyMode(HostOptions host, ParsedOption<OptionId> option) => option.Id switch
    {
        OptionId.Daemon => host with { Mode = HostMode.Serve, Foreground = false },
        OptionId.Preprocess => host with { Mode = HostMode.Preprocess },
        OptionId.Lint => host with { Mode = HostMode.Lint },
        OptionId.Run => host with { Mode = HostMode.Run, RunFunction = option.Value ?? host.RunFunction },
        OptionId.Test => host with { Mode = HostMode.Test, TestHandler = option.Value ?? host.TestHandler },
        OptionId.ConfigHelp => host with { Mode = HostMode.ConfigHelp },
        OptionId.ShowConfigOptions => host with { Mode = HostMode.ShowConfigOptions },
        OptionId.ShowDefaults => host with { Mode = HostMode.ShowDefaults },
        OptionId.ConfigLint => host with { Mode = HostMode.ConfigLint },
        OptionId.Help => host with { Mode = HostMode.Help },
        OptionId.Usage => host with { Mode = HostMode.Usage },
        OptionId.Version => host with { Mode = HostMode.Version },
        _ => null,
    };

    private static HostOptions? ApplyDump(HostOptions host, ParsedOption<OptionId> option)
    {
        DumpKinds kind = option.Id switch
        {
            OptionId.DumpTree => DumpKinds.Tree,
            OptionId.DumpCode => DumpKinds.Code,
            OptionId.DumpMacros => DumpKinds.Macros,
            OptionId.DumpXref => DumpKinds.CrossReference,
            OptionId.DumpLexTrace => DumpKinds.LexTrace,
            OptionId.DumpGrammarTrace => DumpKinds.GrammarTrace,
            OptionId.DumpEffects => DumpKinds.Effects,
            _ => DumpKinds.None,
        };
        return kind == DumpKinds.None ? null : host with { Dumps = host.Dumps | kind };
    }

    private static HostOptions? ApplyTrace(HostOptions host, ParsedOption<OptionId> option)
    {
        TraceOptions traces = host.Traces;
        TraceOptions? changed = option.Id switch
        {
            OptionId.Trace => traces with { Actions = !option.IsNegated },
            OptionId.StackTrace => traces with { Stack = !option.IsNegated },
            OptionId.TraceProgram => traces with { IsProgram = true, Modules = [.. traces.Modules, .. ModuleNames(option.Value)] },
            OptionId.Debug => traces with { DebugSpecifications = [.. traces.DebugSpecifications, option.Value!] },
            OptionId.GacopyzLog => traces with { ProtocolLevel = option.Value },
            OptionId.SourceInfo => traces with { ShowsSource = !option.IsNegated },
            _ => null,
        };
        return changed is null ? null : host with { Traces = changed };
    }

    private static string[] ModuleNames(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static HostOptions? ApplyServer(HostOptions host, ParsedOption<OptionId> option) => option.Id switch
    {
        OptionId.Foreground => host with { Foreground = true },
        OptionId.Mtasim => host with { EndsWithParent = true },
        OptionId.CalloutSocket => host with { CalloutSocket = option.Value },
        OptionId.Port => host with { Ports = [.. host.Ports, option.Value!] },
        OptionId.StateDirectory => host with { StateDirectory = option.Value },
        OptionId.PidFile => host with { PidFile = option.Value },
        OptionId.User => host with { User = option.Value },
        OptionId.Group => host with { Groups = [.. host.Groups, option.Value!] },
        OptionId.MilterTimeout => host with { MilterTimeout = Interval(option.Value!) },
        OptionId.SingleProcess => host with { IsSingleProcess = true },
        OptionId.PluginDirectory => host with { PluginDirectories = [.. host.PluginDirectories, option.Value!] },
        _ => null,
    };

    private static HostOptions? ApplyScript(HostOptions host, ParsedOption<OptionId> option) => option.Id switch
    {
        OptionId.IncludePath => host with { IncludePath = [.. host.IncludePath, option.Value!] },
        OptionId.ModulePath => host with { ModulePath = [.. host.ModulePath, option.Value!] },
        OptionId.Variable => host with { Variables = [.. host.Variables, Assignment(option.Value!)] },
        OptionId.Echo => host with { Echo = option.Value ?? "-" },
        OptionId.NoPreprocessor => host with { NoPreprocessor = true, Preprocessor = null },
        OptionId.Preprocessor => host with { NoPreprocessor = false, Preprocessor = option.Value ?? "" },
        OptionId.Optimize => host with { IsOptimized = OptimizationLevel(option.Value) > 0 },
        OptionId.LocationColumn => host with { ShowsColumns = !option.IsNegated },
        OptionId.Define => host with { Defines = [.. host.Defines, option.Value!] },
        OptionId.Undefine => host with { Undefines = [.. host.Undefines, option.Value!] },
        _ => null,
    };

    private static HostOptions ApplyRest(HostOptions host, ParsedOption<OptionId> option) => option.Id switch
    {
        OptionId.Logger => host with { Logger = LoggerStream(option.Value!) },
        OptionId.Stderr => host with { Logger = "stderr" },
        OptionId.Syslog => host with { Logger = "syslog" },
        OptionId.LogTag => host with { LogTag = option.Value },
        OptionId.LogFacility => host with { LogFacility = option.Value },
        OptionId.ConfigFile => host with { ConfigFile = option.Value },
        OptionId.NoConfig => host with { NoConfig = true },
        OptionId.ConfigVerbose => host with { TellsConfiguration = true },
        OptionId.Mailer => host with { Settings = [.. host.Settings, "mailer.url=" + ByteText.FromUnicode(option.Value!)] },
        OptionId.RelayedDomainFile => host with { Settings = [.. host.Settings, "relayed-domain-file=" + FullName(option.Value!)] },
        OptionId.ResolvConfFile => host with { Settings = [.. host.Settings, "resolver.config=" + FullName(option.Value!)] },
        OptionId.Set => host with { Settings = [.. host.Settings, ByteText.FromUnicode(option.Value!)] },
        _ => throw new InvalidOperationException($"option {option.Id} has no meaning"),
    };

    /// <summary>Words are <c>macro=value</c> and the script; with <c>--run</c> all that follows the script is for its function.</summary>
    private static HostOptions ApplyWords(HostOptions host, IReadOnlyList<string> words)
    {
        var macros = new Dictionary<string, string>(StringComparer.Ordinal);
        string? script = null;
        for (int i = 0; i < words.Count; i++)
        {
            if (IsAssignment(words[i], out string name, out string value))
                macros[name] = ByteText.FromUnicode(value);
            else if (script is not null)
                throw new UsageException($"script file specified twice ({script} and {words[i]})");
            else
            {
                script = words[i];
                if (host.Mode != HostMode.Run)
                    continue;
                host = host with { Arguments = [.. words.Skip(i + 1).Select(ByteText.FromUnicode)] };
                break;
            }
        }

        return host with { Macros = macros, Script = script };
    }

    /// <summary>mtasim gives every host a call-out socket, so that none that it starts answers on the system's.</summary>
    private static void CheckCalloutSocket(HostOptions host)
    {
        if (host.CalloutSocket is null)
            return;
        if (!host.EndsWithParent)
            throw new UsageException("option '--callout-socket' waits for call-outs, which this version does not have yet; leave the option out");
        if (!MilterAddress.TryParse(host.CalloutSocket, out _, out string? problem))
            throw new UsageException($"option '--callout-socket': {problem}");
    }

    private static bool IsAssignment(string word, out string name, out string value)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        name = equals > 0 ? word[..equals].Trim('{', '}') : "";
        value = equals > 0 ? word[(equals + 1)..] : "";
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static KeyValuePair<string, string> Assignment(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw new UsageException($"expected assignment, but found `{text}'");
        return KeyValuePair.Create(
            ByteText.FromUnicode(text[..equals]), ByteText.FromUnicode(text[(equals + 1)..]));
    }

    /// <summary>A file of a plugin's, which may read it when the host works elsewhere.</summary>
    private static string FullName(string file) =>
        file.Length > 0 ? ByteText.FromUnicode(Path.GetFullPath(file)) : throw new UsageException("the name of a file is empty");

    private static int OptimizationLevel(string? text) =>
        text is null ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int level) ? level
        : throw new UsageException("-O level must be a non-negative integer");

    private static TimeSpan Interval(string text) => TimeInterval.TryParse(text, out TimeSpan interval, out string problem)
        ? interval
        : throw new UsageException($"option '--milter-timeout': {problem}");

    private static string LoggerStream(string text) => text is "stderr" or "syslog" or "syslog:async"
        ? text
        : throw new UsageException($"unsupported logger stream: {text}");
}
