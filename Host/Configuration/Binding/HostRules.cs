using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The statements at the top of the file, and the small blocks.</summary>
internal static class HostRules
{
    private static readonly BlockRules<PreprocessorConfiguration> Preprocessor = new("preprocessor",
        new Dictionary<string, StatementRule<PreprocessorConfiguration>>(StringComparer.Ordinal)
        {
            ["enable"] = (o, s, read) => o with { Enable = read.Flag(s, o.Enable) },
            ["command"] = (o, s, read) => o with { Command = read.Text(s, o.Command) },
            ["pass-includes"] = (o, s, read) => o with { PassIncludes = read.Flag(s, o.PassIncludes) },
            ["pass-defines"] = (o, s, read) => o with { PassDefines = read.Flag(s, o.PassDefines) },
            ["setup-file"] = (o, s, read) => o with { SetupFile = read.Text(s, o.SetupFile) },
        });

    private static readonly BlockRules<WorkerConfiguration> Workers = new("workers",
        new Dictionary<string, StatementRule<WorkerConfiguration>>(StringComparer.Ordinal)
        {
            ["max-threads"] = (o, s, read) => o with { MaxThreads = read.Number(s, 1, 10_000, o.MaxThreads) },
            ["queue-length"] = (o, s, read) => o with { QueueLength = read.Number(s, 0, 1_000_000, o.QueueLength) },
            ["queue-timeout"] = (o, s, read) => o with { QueueTimeout = read.Interval(s, o.QueueTimeout) },
            ["busy-timeout"] = (o, s, read) => o with { BusyTimeout = read.Interval(s, o.BusyTimeout) },
            ["drain-timeout"] = (o, s, read) => o with { DrainTimeout = read.Interval(s, o.DrainTimeout) },
        });

    public static BlockRules<HostConfiguration> Top { get; } = new("",
        new Dictionary<string, StatementRule<HostConfiguration>>(StringComparer.Ordinal)
        {
            ["script-file"] = (o, s, read) => o with { ScriptFile = read.Text(s, o.ScriptFile) },
            ["include-path"] = (o, s, read) => o with { IncludePath = [.. o.IncludePath, .. read.PathList(s)] },
            ["module-path"] = (o, s, read) => o with { ModulePath = [.. o.ModulePath, .. read.PathList(s)] },
            ["setvar"] = SetVariable,
            ["state-directory"] = (o, s, read) => o with { StateDirectory = read.Text(s, o.StateDirectory) },
            ["pidfile"] = (o, s, read) => o with { PidFile = read.Text(s, o.PidFile) },
            ["user"] = (o, s, read) => o with { User = read.Text(s, o.User) },
            ["group"] = (o, s, read) => o with { Groups = [.. o.Groups, .. Names(s, read)] },
            ["milter-timeout"] = (o, s, read) => o with { MilterTimeout = read.Interval(s, o.MilterTimeout ?? default) },
            ["server"] = ServerRules.Add,
            ["acl"] = (o, s, read) => o with { Acl = AclRules.Block.Apply(o.Acl ?? [], s, read) },
            ["logger"] = (o, s, read) => o with { Logging = LoggingRules.Logger(o.Logging, s, read) },
            ["logging"] = (o, s, read) => o with { Logging = LoggingRules.Block.Apply(o.Logging, s, read) },
            ["trace-actions"] = (o, s, read) => o with { Traces = o.Traces with { Actions = read.Flag(s, o.Traces.Actions ?? false) } },
            ["stack-trace"] = (o, s, read) => o with { Traces = o.Traces with { Stack = read.Flag(s, o.Traces.Stack ?? false) } },
            ["trace-program"] = (o, s, read) => o with { Traces = o.Traces with { Modules = [.. o.Traces.Modules, .. read.Names(s)] } },
            ["debug"] = (o, s, read) => o with
            {
                Traces = o.Traces with { DebugSpecifications = [.. o.Traces.DebugSpecifications, .. read.Names(s)] },
            },
            ["preprocessor"] = (o, s, read) => o with { Preprocessor = Preprocessor.Apply(o.Preprocessor, s, read) },
            ["workers"] = (o, s, read) => o with { Workers = Workers.Apply(o.Workers, s, read) },
            ["plugin"] = PluginRules.Add,
            ["plugin-path"] = (o, s, read) => o with
            {
                Plugins = o.Plugins with { Path = [.. o.Plugins.Path, .. read.PathList(s)] },
            },
        });

    private static IEnumerable<string> Names(ConfigurationStatement statement, ValueReader read)
    {
        string name = read.Text(statement, null);
        return name.Length > 0 ? [name] : [];
    }

    private static HostConfiguration SetVariable(HostConfiguration host, ConfigurationStatement statement, ValueReader read)
    {
        if (statement is not { Body: null, Values: [{ List: null } name, { List: null } value] })
        {
            read.Problems.Error(
                statement.Place, "expected a variable name and one value after `setvar'; quote a value that holds blanks");
            return host;
        }

        return host with { Variables = [.. host.Variables, new VariableSetting(name.Text, value.Text, statement.Place)] };
    }
}
