using Postern.Daemon.Settings;
using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.Daemon.Hosting;

/// <summary>A script compiled for one run, and the plugins that it keeps.</summary>
/// <param name="Plugins">The plugins; to be released.</param>
/// <param name="Program">The program.</param>
/// <param name="Warnings">Its warnings, as lines.</param>
internal sealed record CompiledScript(PluginSet Plugins, MflProgram Program, IReadOnlyList<string> Warnings)
{
    /// <summary>
    /// Compiles with the plugins that the script needs when that is all there is to it, since composing the others takes longer than most scripts run; else
    /// with all of them, whose functions and faults the diagnostics then know.
    /// </summary>
    /// <param name="factory">Loads the plugins.</param>
    /// <param name="settings">The script and its search paths.</param>
    /// <param name="entryFunction">The function of <c>--run</c>, which must exist.</param>
    /// <param name="loadsAll">Every plugin is to be looked at.</param>
    /// <param name="lexTrace">Gets the tokens, with every plugin loaded; <see langword="null"/> for nobody.</param>
    /// <param name="grammarTrace">Gets the parser's steps, with every plugin loaded; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Ends the start of services.</param>
    /// <exception cref="SettingsException">Script, configuration or plugins are wrong.</exception>
    public static async Task<CompiledScript> CompileAsync(
        GenerationFactory factory, HostSettings settings, string? entryFunction, bool loadsAll, TextWriter? lexTrace, TextWriter? grammarTrace,
        CancellationToken cancellationToken)
    {
        if (!loadsAll && lexTrace is null && grammarTrace is null && settings.Unclaimed.Count == 0 && settings.Plugins.Required.Count == 0
            && PluginIndex.TryRead(settings.PluginDirectories) is { } index
            && Needed(settings, index) is { } needed)
        {
            PluginSet few = needed.Count == 0 ? PluginSet.None : await factory.LoadPluginsAsync(settings, needed, cancellationToken);
            MflCompileResult result = MflCompiler.Compile(
                FilterCompiler.Request(settings, few.Functions, [.. index.Select(static entry => entry.Path)], entryFunction));
            if (result is { Program: { } program, Diagnostics.Count: 0 } && few.Plugins.All(static plugin => plugin.State == PluginState.Active))
                return new CompiledScript(few, program, []);
            few.Release();
        }

        PluginSet all = await factory.LoadPluginsAsync(settings, only: null, cancellationToken);
        bool isCompiled = false;
        try
        {
            (MflProgram program, IReadOnlyList<string> warnings) = FilterCompiler.Compile(
                settings, all, entryFunction, lexTrace, grammarTrace);
            isCompiled = true;
            return new CompiledScript(all, program, warnings);
        }
        finally
        {
            if (!isCompiled)
                all.Release();
        }
    }

    /// <summary>
    /// The plugins whose functions the script's text names, and those that they need; <see langword="null"/> when parsing it has anything to report.
    /// </summary>
    private static HashSet<string>? Needed(HostSettings settings, IReadOnlyList<PluginIndexEntry> index)
    {
        var providers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PluginIndexEntry entry in index)
        {
            foreach (string function in entry.Functions)
                providers.TryAdd(function, entry.Name);
        }

        MflCompileRequest request = FilterCompiler.Request(
            settings, FunctionCatalog.Empty, [.. index.Select(static entry => entry.Path)], entryFunction: null);
        if (MflCompiler.FindFunctions(request, providers.ContainsKey) is not { } functions)
            return null;
        var needed = functions.Select(function => providers[function]).ToHashSet(StringComparer.Ordinal);
        PluginIndex.AddNeeded(index, needed);
        return needed;
    }
}
