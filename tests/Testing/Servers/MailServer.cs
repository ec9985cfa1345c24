namespace Postern.Testing.Servers;

/// <summary>A real MTA with one SMTP port per milter, delivering everything into a sink.</summary>
public abstract class MailServer : IAsyncDisposable
{
    private readonly Dictionary<string, int> _ports;

    protected MailServer(TemporaryFolder folder, SmtpSink sink, IEnumerable<string> milters)
    {
        Folder = folder;
        Sink = sink;
        string[] addresses = [.. milters];
        int[] ports = FreePort.Take(addresses.Length);
        _ports = addresses.Zip(ports).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    public SmtpSink Sink { get; }

    /// <summary>What the server has logged so far.</summary>
    public abstract string Log { get; }

    protected TemporaryFolder Folder { get; }

    /// <summary>The milters by address, as the MTA spells it, with the port on 127.0.0.1 that asks them.</summary>
    protected IReadOnlyDictionary<string, int> Ports => _ports;

    /// <summary>The SMTP port whose sessions ask a milter.</summary>
    public int PortFor(string milter) => _ports[milter];

    public virtual async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static string Require(string path, string package) => File.Exists(path)
        ? path
        : throw new InvalidOperationException($"{path} is missing; it comes with Debian's package {package}, which ./test installs");

    protected static async Task CommandAsync(string file, params string[] arguments)
    {
        var (code, output) = await ServerProcess.RunAsync(file, arguments, TimeSpan.FromMinutes(2));
        if (code != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed with {code}:\n{output}");
    }
}
