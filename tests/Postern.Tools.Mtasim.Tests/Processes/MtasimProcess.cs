using System.Diagnostics;
using System.Text;
using Postern.Testing.Servers;

namespace Postern.Tools.Mtasim.Tests.Processes;

/// <summary>The built program as a process with an input of its own.</summary>
internal sealed class MtasimProcess : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private MtasimProcess(Process process)
    {
        _process = process;
        Errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public Task<string> Errors { get; }

    /// <summary>Options that let root start a host.</summary>
    public static IEnumerable<string> Unprivileged => Environment.IsPrivilegedProcess ? ["--user", "nobody"] : [];

    public static async Task<string> FindAsync() =>
        Path.Combine(Path.GetDirectoryName(await PosternExecutable.FindAsync())!, "mtasim");

    public static async Task<MtasimProcess> StartAsync(params IEnumerable<string> arguments) =>
        Start("/usr/bin/env", ["--default-signal=HUP,INT,TERM", await FindAsync(), .. arguments]);

    public static MtasimProcess Start(string file, IEnumerable<string> arguments, string terminal = "dumb")
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["TERM"] = terminal;
        return new MtasimProcess(Process.Start(start)!);
    }

    /// <summary>Runs a session to its end.</summary>
    /// <returns>The replies in lines separated by LF, the standard error, the exit code.</returns>
    public static async Task<(string Output, string Errors, int Code)> RunAsync(string input, params IEnumerable<string> arguments)
    {
        using var process = await StartAsync(arguments);
        await process.WriteAsync(input);
        return await process.FinishAsync();
    }

    public Task WriteAsync(string input) => _process.StandardInput.WriteAsync(input);

    public Task FlushAsync() => _process.StandardInput.FlushAsync();

    public async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _process.StandardOutput.ReadLineAsync(limit.Token);
    }

    /// <summary>Ends the input and waits for the program.</summary>
    public async Task<(string Output, string Errors, int Code)> FinishAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        string output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (output.Replace("\r\n", "\n", StringComparison.Ordinal), await Errors.WaitAsync(limit.Token), _process.ExitCode);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
