using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.Daemon.Plugins;

/// <summary><c>postern plugins list | functions</c>: loads every plugin as the host does, starts none of their services, and says what became of each.</summary>
internal static class PluginsCommand
{
    private const int Success = 0;
    private const int Usage = 64;

    private const string Help = """
        Usage: postern plugins list [--plugin-directory=DIR ...]
               postern plugins functions [--plugin-directory=DIR ...]
        Lists the plugins that the host finds: name, version, state, path, exports, and why one is not used;
        or the MFL functions that they provide: signature, plugin, and the exceptions that each may raise.

          --plugin-directory=DIR   look in DIR too, before the default directory; may be repeated

        """;

    /// <param name="args">What follows the word <c>plugins</c>.</param>
    /// <param name="defaultDirectories">The plugin directories of the installation.</param>
    /// <param name="output">Gets the list.</param>
    /// <param name="errors">Gets a mistake on the command line.</param>
    /// <param name="cancellationToken">Ends the wait for a plugin.</param>
    /// <returns>The exit code. A broken plugin is news, not a failure of the list.</returns>
    public static async Task<int> RunAsync(
        string[] args, IReadOnlyList<string> defaultDirectories, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        PluginsOptions options;
        try
        {
            options = PluginsOptions.Parse(args);
        }
        catch (PluginsUsageException e)
        {
            await errors.WriteLineAsync($"postern plugins: {e.Message}");
            return Usage;
        }

        if (options.IsHelp)
        {
            await output.WriteAsync(Help);
            return Success;
        }

        string[] directories = [.. options.Directories, .. defaultDirectories];
        (IReadOnlyList<PluginInfo> plugins, FunctionCatalog functions, _) = await PluginCatalog.LoadAsync(directories, cancellationToken);
        if (options.ListsFunctions)
            FunctionTable.Write(output, functions);
        else if (plugins.Count > 0)
            PluginTable.Write(output, plugins);
        else if (directories.Length > 0)
            await output.WriteLineAsync($"no plugin in {string.Join(" or ", directories)}");
        else
            await output.WriteLineAsync("no plugin directory: name one with --plugin-directory=DIR");
        return Success;
    }
}
