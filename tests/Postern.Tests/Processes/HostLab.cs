using System.Globalization;
using System.Net;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.Tests.Processes;

/// <summary>Folders and commands for tests that run the built program.</summary>
internal sealed class HostLab : IDisposable
{
    public const string Filter = """
        prog envfrom
        do
          if $1 = "<bad@example.test>"
            reject 550 5.7.1 "refused by one"
          fi
        done

        prog eom
        do
          accept
        done
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("postern-daemon");

    public HostLab()
    {
        State = _folder.MakeFolder("state");
        Script = _folder.Write("filter.mfl", Filter);
    }

    public string State { get; }

    public string Script { get; }

    public IPEndPoint Address { get; } = new(IPAddress.Loopback, FreePort.Take());

    public string Port => $"inet:{Address.Port}@127.0.0.1";

    /// <summary>Options that make the program serve as an unprivileged user, here.</summary>
    public IEnumerable<string> ServeOptions
    {
        get
        {
            string[] options = ["--no-config", "--state-directory", State, "--port", Port];
            return Environment.IsPrivilegedProcess ? [.. options, "--user", "nobody"] : options;
        }
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    public async Task PrepareAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await ServerProcess.RunAsync("/bin/chown", ["nobody", State], Limit);
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<(int Code, string Output)> RunAsync(params IEnumerable<string> arguments) =>
        await ServerProcess.RunAsync(await PosternExecutable.FindAsync(), arguments, Limit, _folder.Path);

    /// <summary>Starts the program in the foreground and waits until it serves.</summary>
    public async Task<ServerProcess> ServeAsync(params IEnumerable<string> arguments)
    {
        await PrepareAsync();
        var process = ServerProcess.Start(
            await PosternExecutable.FindAsync(), [.. ServeOptions, "--foreground", .. arguments, Script], folder: _folder.Path);
        await process.WaitForOutputAsync(" started, process ", Limit);
        return process;
    }

    public Task<MilterClient> ConnectAsync() => ConnectAsync(Address);

    public static async Task<MilterClient> ConnectAsync(EndPoint address)
    {
        MilterClient client = await MilterClient.ConnectAsync(address, new MilterClientOptions(), TimeProvider.System, default);
        await client.NegotiateAsync(default);
        return client;
    }

    /// <summary>What the filter says to a sender whom it refuses.</summary>
    public async Task<string> RefusalAsync()
    {
        await using MilterClient client = await ConnectAsync();
        MilterResponse response = await client.MailAsync("<bad@example.test>", [], default);
        return response.SmtpText;
    }

    /// <summary>Waits for something that another process does.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.IsLessThan(600, i, $"{what} did not come true");
            await Task.Delay(50);
        }
    }

    public static int ReadPid(string path) => int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);

    public static async Task SignalAsync(int process, string name) => await ServerProcess.RunAsync(
        "/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process}")], Limit);

    public void Dispose() => _folder.Dispose();
}
