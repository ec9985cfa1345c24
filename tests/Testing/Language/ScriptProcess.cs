using System.Diagnostics;
using System.Text;

namespace Postern.Testing.Language;

/// <summary>A process that runs one program.</summary>
internal static class ScriptProcess
{
    /// <exception cref="TimeoutException">It did not end; it has been killed.</exception>
    public static async Task<ScriptOutcome> RunAsync(string program, IEnumerable<string> words, string directory, TimeSpan time)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
        };
        // The reference hands commands to $SHELL, and splits them itself where there is none.
        start.Environment["SHELL"] = "/bin/sh";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(time);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ScriptOutcome(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} did not end within {time.TotalSeconds} s");
        }
    }
}
