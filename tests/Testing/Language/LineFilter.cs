using System.Diagnostics;
using System.Text;

namespace Postern.Testing.Language;

/// <summary>Runs a tool of the system that judges strings: lines in, lines out, bytes as Latin-1, in the locale C.</summary>
public static class LineFilter
{
    /// <returns>Its output in lines, without their ends.</returns>
    /// <exception cref="InvalidOperationException">It has failed, or given another number of lines.</exception>
    public static async Task<string[]> RunAsync(string program, IReadOnlyList<string> words, IReadOnlyList<string> lines)
    {
        // The words of a command line would be written as UTF-8; the shell writes bytes.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {program} {string.Join(' ', words.Select(Quoted))}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(string.Concat(lines.Select(static line => line + "\n")));
        process.StandardInput.Close();
        string[] result = (await output).Split('\n');
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && result.Length == lines.Count + 1
            ? result[..^1]
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode} after {result.Length - 1} of {lines.Count} lines");
    }

    private static string Quoted(string word) =>
        word.All(static c => c < '\x80')
            ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"
            : "\"$(printf -- '" + string.Concat(word.Select(static c => c > '\x7f' || c is '\\' or '%' or '\'' ? "\\" + Convert.ToString(c, 8) : c.ToString())) + "')\"";
}
