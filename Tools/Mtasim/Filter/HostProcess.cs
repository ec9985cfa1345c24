using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Postern.Daemon;
using Postern.Daemon.Posix;
using Postern.Tools.Mtasim.CommandLine;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>The host that <c>-Xauto</c> starts, in a folder of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Program = "postern";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly string _folder;
    private readonly TimeProvider _time;

    private HostProcess(Process process, string folder, TimeProvider time)
    {
        _process = process;
        _folder = folder;
        _time = time;
    }

    /// <summary>Where it listens.</summary>
    public string Port => $"unix://{_folder}/milter";

    /// <summary>Starts the host beside this program and waits until it listens.</summary>
    /// <exception cref="StartException">It does not start.</exception>
    public static async Task<HostProcess> StartAsync(
        MtasimOptions options, ErrorOutput errors, TimeProvider time, CancellationToken cancellationToken)
    {
        string file = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(file))
            throw new StartException(ExitCode.Unavailable, $"cannot start {file}: it is not there; mtasim looks for the host beside itself");
        string folder = Directory.CreateTempSubdirectory("mtasim-").FullName;
        string[] arguments = Arguments(options, folder);
        if (options.IsVerbose)
            errors.Message($"executing {file} {string.Join(' ', arguments)}");
        var process = new Process { StartInfo = StartInfo(file, arguments) };
        process.OutputDataReceived += (_, line) => Forward(line, errors);
        process.ErrorDataReceived += (_, line) => Forward(line, errors);
        var host = new HostProcess(process, folder, time);
        try
        {
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.StandardInput.Close();
            await host.WaitUntilListeningAsync(cancellationToken);
            return host;
        }
        catch (Win32Exception e)
        {
            host.RemoveFolder();
            throw new StartException(ExitCode.Unavailable, $"cannot start {file}: {e.Message}");
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the host and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
        RemoveFolder();
    }

    private static ProcessStartInfo StartInfo(string file, IEnumerable<string> arguments) => new(file, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.Latin1,
        StandardErrorEncoding = Encoding.Latin1,
    };

    /// <summary>What follows <c>--</c> in the user's words is not for options any more: ours come first.</summary>
    private static string[] Arguments(MtasimOptions options, string folder)
    {
        string[] own = ["--mtasim", "--port", $"unix://{folder}/milter", "--callout-socket", $"unix://{folder}/callout"];
        string[] state = options.UsesStateDirectory ? ["--state-directory", folder] : [];
        return [.. own, .. state, .. options.HostArguments];
    }

    private static void Forward(DataReceivedEventArgs line, ErrorOutput errors)
    {
        if (line.Data is not null)
            errors.Line(line.Data);
    }

    private async Task WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (!IsListening())
        {
            if (_process.HasExited)
            {
                // Its last words come first.
                await _process.WaitForExitAsync(cancellationToken);
                throw new StartException(ExitCode.Unavailable, $"the host ended with exit code {_process.ExitCode} before it listened; its messages stand above");
            }

            if (_time.GetElapsedTime(start) > StartLimit)
                throw new StartException(ExitCode.Unavailable, $"the host does not listen after {StartLimit.TotalSeconds} seconds");
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    private bool IsListening()
    {
        string path = _folder + "/milter";
        if (!File.Exists(path))
            return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(StopLimit, _time);
        try
        {
            NativeCalls.Terminate(_process.Id);
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was never started, or is gone already.
        }
    }

    private void RemoveFolder()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A host that was killed may have left something behind that cannot be removed; the system's temporary folder keeps it.
        }
    }
}
