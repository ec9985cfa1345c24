using System.Diagnostics;
using System.Text;

namespace Postern.Testing.Servers;

/// <summary>A process of the test's own: its output is kept, it is stopped by its process id.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Standard output and error so far, in order of arrival.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    public static ServerProcess Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        // Started in the background of a shell or under nohup, the tests ignore signals, and so would their children.
        var info = new ProcessStartInfo("/usr/bin/env", ["--default-signal=HUP,INT,QUIT", file, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = info });
        server._process.OutputDataReceived += server.Receive;
        server._process.ErrorDataReceived += server.Receive;
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server._process.StandardInput.Close();
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its exit code and output.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        string file, IEnumerable<string> arguments, TimeSpan limit, string? folder = null)
    {
        await using var process = Start(file, arguments, folder: folder);
        int code = await process.WaitForExitAsync(limit);
        return (code, process.Output);
    }

    /// <summary>Waits until the output holds a text; a process that ends, or stays silent for too long, is an error with its output.</summary>
    public async Task WaitForOutputAsync(string text, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_outputEnded.Task.IsCompleted || watch.Elapsed > limit)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} did not say \"{text}\"; it said:\n{Output}");
            await _changed.WaitAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await _outputEnded.Task.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // A grandchild holds the pipe; what came so far is enough.
        }
        catch (OperationCanceledException e)
        {
            _process.Kill();
            throw new InvalidOperationException($"{_process.StartInfo.FileName} did not end within {limit}; it said:\n{Output}", e);
        }

        return _process.ExitCode;
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Asks the process to end, and ends it when it does not.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            Signal("TERM");
        return await WaitForExitAsync(StopLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            try
            {
                await StopAsync();
            }
            catch (InvalidOperationException)
            {
                // It was killed instead.
            }
        }

        _process.Dispose();
        _changed.Dispose();
    }

    private void Receive(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0)
                _outputEnded.TrySetResult();
            return;
        }

        lock (_lock)
            _output.Append(line.Data).Append('\n');
        try
        {
            _changed.Release();
        }
        catch (ObjectDisposedException)
        {
            // The last words of a process that was given up.
        }
    }
}
