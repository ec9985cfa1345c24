using System.Diagnostics;
using System.Text;
using Postern.Testing.Servers;

namespace Postern.Tools.Mtasim.Tests.Sessions;

/// <summary>Runs a session with either simulator.</summary>
internal static class SessionRunner
{
    private const string TracePlace = "{TRACE}";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Our mtasim, in this process.</summary>
    public static Task<string> RunOursAsync(SessionFile session, string? filter) => TranscribeAsync(session, filter, async (options, input) =>
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var files = new StandardFiles(new MemoryStream(input), output, errors);
        int code = await new MtasimCommand(files, TimeProvider.System).RunAsync(["--no-interactive", .. options], CancellationToken.None).WaitAsync(Limit);
        return (output.ToArray(), Encoding.Latin1.GetString(errors.ToArray()), code);
    });

    /// <summary>The reference's.</summary>
    public static Task<string> RunReferenceAsync(SessionFile session, string? filter) => TranscribeAsync(session, filter, async (options, input) =>
    {
        var start = new ProcessStartInfo("/usr/bin/mtasim", ["-bs", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.Latin1,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(limit.Token);
        }
        catch (IOException)
        {
            // It has ended before it had read everything, as it does after QUIT.
            await reading;
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"the reference did not end session {session.Name} within {Limit}");
        }

        return (output.ToArray(), await errors, process.ExitCode);
    });

    private static async Task<string> TranscribeAsync(
        SessionFile session, string? filter, Func<string[], byte[], Task<(byte[] Output, string Errors, int Code)>> run)
    {
        using var folder = new TemporaryFolder("mtasim-trace");
        string trace = folder.Write("trace", "earlier\n");
        string[] options =
        [
            .. session.Options.Select(option => option.Replace(TracePlace, trace, StringComparison.Ordinal)),
            .. filter is null ? Array.Empty<string>() : ["-X", filter],
        ];
        var (output, errors, code) = await run(options, session.Input);
        bool isTraced = session.Options.Any(static option => option.Contains(TracePlace, StringComparison.Ordinal));
        return Transcript.Make(output, errors, code, isTraced ? await File.ReadAllTextAsync(trace, Encoding.Latin1) : null);
    }
}
