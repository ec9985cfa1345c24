using System.Text;
using Postern.Testing.Client;

namespace Postern.Tools.Mtasim.Tests;

/// <summary>Runs our mtasim in this process.</summary>
internal static class MtasimRun
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static string Url(ScriptedFilter filter) => $"inet:{filter.Address.Port}@127.0.0.1";

    /// <returns>The replies in lines separated by LF, the standard error, the exit code.</returns>
    public static async Task<(string Output, string Errors, int Code)> RunAsync(string input, params IEnumerable<string> options)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var files = new StandardFiles(new MemoryStream(Encoding.Latin1.GetBytes(input)), output, errors);
        int code = await new MtasimCommand(files, TimeProvider.System)
            .RunAsync(["--no-interactive", .. options], CancellationToken.None).WaitAsync(Limit);
        return (Text(output).Replace("\r\n", "\n", StringComparison.Ordinal), Text(errors), code);
    }

    /// <summary>The replies alone, without the greeting.</summary>
    public static async Task<string> RepliesAsync(ScriptedFilter filter, string input, params IEnumerable<string> options)
    {
        var (output, _, _) = await RunAsync(input, ["-X", Url(filter), .. options]);
        return output[(output.IndexOf("\n220 Connected", StringComparison.Ordinal) + 1)..].Split('\n', 2)[1];
    }

    private static string Text(MemoryStream stream) => Encoding.Latin1.GetString(stream.ToArray());
}
