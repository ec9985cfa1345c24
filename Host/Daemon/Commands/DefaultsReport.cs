using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Posix;
using Postern.Daemon.Settings;
using Postern.PluginLoading;

namespace Postern.Daemon.Commands;

/// <summary><c>--show-defaults</c>, in the reference's form.</summary>
internal static class DefaultsReport
{
    // As the reference lists them; those that it does not have follow.
    private static readonly string[] Order = ["greylist", "tbf", "rate", "cache"];

    public static async Task WriteAsync(TextWriter output, InstallLayout layout, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"version:{HelpText.Version}");
        await output.WriteLineAsync($"script file:{Defaults.Scripts[0]}");
        await output.WriteLineAsync($"script file search path:{string.Join(':', Defaults.Scripts)}");
        await output.WriteLineAsync($"configuration file search path:{string.Join(':', Defaults.ConfigurationFiles)}");
        await output.WriteLineAsync($"user:{string.Join(':', Privileges.DefaultUsers)}");
        await output.WriteLineAsync($"statedir:{Defaults.StateDirectory}");
        await output.WriteLineAsync($"socket:{Defaults.Socket}");
        await output.WriteLineAsync($"pidfile:{Defaults.PidFile}");
        await output.WriteLineAsync($"include path:{string.Join(':', layout.ModulePath)}");
        await output.WriteLineAsync($"module path:{string.Join(':', layout.ModulePath)}");
        await output.WriteLineAsync($"plugin path:{string.Join(':', layout.PluginDirectories)}");
        await WriteDatabasesAsync(output, layout.PluginDirectories, cancellationToken);
    }

    /// <summary>What the plugins say that their defaults are.</summary>
    private static async Task WriteDatabasesAsync(TextWriter output, IReadOnlyList<string> plugins, CancellationToken cancellationToken)
    {
        var options = new PluginHostOptions
        {
            Directories = plugins,
            StateDirectory = Defaults.StateDirectory,
            StartServices = false,
            Only = StorePlugins(plugins),
        };
        PluginGeneration generation = await new PluginHost(options, NullLoggerFactory.Instance, TimeProvider.System).LoadAsync(static _ => [], cancellationToken);
        IEnumerable<string> schemes = generation.GetExports<IStateStoreProvider>().Select(static store => store.Scheme).Order(StringComparer.Ordinal);
        await output.WriteLineAsync($"supported database types:{string.Join(", ", schemes)}");
        IReadOnlyList<StateDatabase> databases = [.. generation.GetExports<IStateDatabases>().SelectMany(static item => item.All)];
        if (databases.Count > 0)
            await output.WriteLineAsync($"default database type:{databases[0].Location.Split("://")[0]}");
        foreach (StateDatabase database in databases.OrderBy(static item => Array.IndexOf(Order, item.Id) is >= 0 and var place ? place : Order.Length))
        {
            await output.WriteLineAsync($"{database.Id} database:{database.Name}");
            if (database.Id == "cache")
            {
                await output.WriteLineAsync($"cache positive expiration:{Seconds(database.PositiveExpireInterval)}");
                await output.WriteLineAsync($"cache negative expiration:{Seconds(database.NegativeExpireInterval)}");
            }
            else
            {
                await output.WriteLineAsync($"{database.Id} expiration:{Seconds(database.ExpireInterval)}");
            }
        }

        generation.Retire();
        await generation.Unloaded;
    }

    private static HashSet<string>? StorePlugins(IReadOnlyList<string> directories)
    {
        if (PluginIndex.TryRead(directories) is not { } index)
            return null;
        var names = index.Where(static plugin => plugin.Exports.Contains(nameof(IStateDatabases)) || plugin.Exports.Contains(nameof(IStateStoreProvider)))
            .Select(static plugin => plugin.Name).ToHashSet(StringComparer.Ordinal);
        PluginIndex.AddNeeded(index, names);
        return names;
    }

    private static string Seconds(TimeSpan interval) => ((long)interval.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
