using System.Text;
using Postern.Daemon.Settings;
using Postern.Mfl.Diagnostics;

namespace Postern.Daemon.Hosting;

/// <summary>Diagnostics as they are printed: a line each, and on a terminal the source line with carets below.</summary>
internal static class DiagnosticLines
{
    /// <summary>A source that is longer has no excerpts.</summary>
    private const int LongestSource = 16 * 1024 * 1024;

    public static string[] Of(IReadOnlyList<Diagnostic> diagnostics, HostSettings settings) =>
        Of(diagnostics, settings.ShowsColumns, showsSource: !Console.IsErrorRedirected);

    public static string[] Of(IReadOnlyList<Diagnostic> diagnostics, bool showsColumns, bool showsSource)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        return
        [
            .. diagnostics.Select(diagnostic => showsSource && SourceExcerpt.Of(diagnostic.Place, Source(diagnostic.Place.File)) is { } excerpt
                ? $"{diagnostic.ToString(showsColumns)}\n{excerpt}"
                : diagnostic.ToString(showsColumns)),
        ];

        string Source(string? file)
        {
            if (string.IsNullOrEmpty(file))
                return "";
            if (!sources.TryGetValue(file, out string? text))
                sources.Add(file, text = Read(file));
            return text;
        }
    }

    private static string Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Exists && info.Length <= LongestSource ? Encoding.Latin1.GetString(File.ReadAllBytes(file)) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "";
        }
    }
}
