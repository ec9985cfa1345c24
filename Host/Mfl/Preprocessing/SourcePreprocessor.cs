using System.Text;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Preprocessing;

/// <summary>Expands the macros of a source: those of the setup file in process, anything else by the external preprocessor.</summary>
public static class SourcePreprocessor
{
    /// <summary>The source as the compiler sees it (<c>-E</c>), with <c>#line</c> statements where lines have moved.</summary>
    /// <returns>The expanded source; after an error (see <paramref name="diagnostics"/>) what could be expanded.</returns>
    public static SourceText Expand(SourceText source, PreprocessorOptions options, DiagnosticBag diagnostics)
    {
        if (!options.IsEnabled || (!options.AlwaysExternal && !MayHoldMacros(source.Text) && options.Defines.Count == 0))
            return source;
        if (!NeedsExternal(source.Text, options) && new MacroExpander(source).TryExpand() is { } expanded)
            return source with { Text = expanded };
        return new ExternalPreprocessor(source, options, diagnostics).Run();
    }

    /// <summary>A quick look: most sources hold no macro, and are not copied.</summary>
    private static bool MayHoldMacros(string text) =>
        text.Contains('`', StringComparison.Ordinal) || text.Contains("m4_", StringComparison.Ordinal)
        || MacroExpander.Names.Any(name => text.Contains(name, StringComparison.Ordinal));

    private static bool NeedsExternal(string text, PreprocessorOptions options)
    {
        if (options.AlwaysExternal || options.SetupFile != null)
            return true;
        var defined = options.Defines.Select(static define => define.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        var undefined = options.Undefines.Where(MacroExpander.Names.Contains).ToHashSet(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var c in text.Append('\n'))
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0)
            {
                var name = word.ToString();
                if (name.StartsWith("m4_", StringComparison.Ordinal) || defined.Contains(name) || undefined.Contains(name))
                    return true;
                word.Clear();
            }
        }

        return false;
    }
}
