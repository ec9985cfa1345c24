using Postern.Daemon.Settings;
using Postern.Mfl;

namespace Postern.Daemon.Hosting;

/// <summary>Compiles the filter script with the functions of the plugins.</summary>
internal static class FilterCompiler
{
    /// <param name="settings">The script and its search paths.</param>
    /// <param name="plugins">The functions.</param>
    /// <param name="entryFunction">The function of <c>--run</c>, which must exist.</param>
    /// <param name="lexTrace">Gets the tokens; <see langword="null"/> for nobody.</param>
    /// <param name="grammarTrace">Gets the parser's steps; <see langword="null"/> for nobody.</param>
    /// <returns>The program, and warnings as lines.</returns>
    /// <exception cref="SettingsException">The script has errors; the lines are all diagnostics.</exception>
    public static (MflProgram Program, IReadOnlyList<string> Warnings) Compile(
        HostSettings settings, PluginSet plugins, string? entryFunction = null,
        TextWriter? lexTrace = null, TextWriter? grammarTrace = null)
    {
        MflCompileResult result = MflCompiler.Compile(Request(settings, plugins.Functions, plugins.ModulePath, entryFunction) with
        {
            LexTrace = lexTrace,
            GrammarTrace = grammarTrace,
        });
        string[] lines = DiagnosticLines.Of(result.Diagnostics, settings);
        return result.Program is { } program ? (program, lines) : throw new SettingsException(lines);
    }

    /// <summary>What is to be compiled.</summary>
    /// <param name="settings">The script and its search paths.</param>
    /// <param name="functions">The functions of the plugins.</param>
    /// <param name="modulePath">Where the modules of the plugins are.</param>
    /// <param name="entryFunction">The function of <c>--run</c>, which must exist.</param>
    public static MflCompileRequest Request(
        HostSettings settings, FunctionCatalog functions, IReadOnlyList<string> modulePath, string? entryFunction) => new()
        {
            Source = ScriptFile.Read(settings),
            Functions = functions,
            IncludePath = settings.IncludePath,
            ModulePath = [.. settings.ModulePath, .. modulePath],
            Variables = settings.Variables,
            StateDirectory = settings.StateDirectory,
            Preprocessor = settings.Preprocessing.IsEnabled ? settings.Preprocessing.Command : "",
            Preprocessing = settings.Preprocessing,
            EntryFunction = entryFunction,
            Tracing = settings.Tracing,
            IsOptimized = settings.IsOptimized,
        };
}
