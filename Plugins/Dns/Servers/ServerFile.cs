using System.Text;
using Microsoft.Extensions.Logging;

namespace Postern.Plugins.Dns.Servers;

/// <summary>The servers that resolv.conf names. The file is looked at again at most once a second and read again when it has changed.</summary>
internal sealed partial class ServerFile(string path, TimeProvider time, ILogger logger)
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private ServerList? _servers;
    private long _lookedAt;
    private (DateTime Written, long Bytes)? _stamp;

    /// <summary>The servers now. Another list than before is another object.</summary>
    public ServerList Current()
    {
        lock (_gate)
        {
            if (_servers is not null && time.GetElapsedTime(_lookedAt) < LookInterval)
                return _servers;
            _lookedAt = time.GetTimestamp();
            var file = new FileInfo(path);
            (DateTime, long)? stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
            if (_servers is not null && stamp == _stamp)
                return _servers;
            _stamp = stamp;
            return _servers = Read();
        }
    }

    private ServerList Read()
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[(int)Math.Min(file.Length, MostBytes)];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return ResolvConfParser.Parse(Encoding.Latin1.GetString(bytes, 0, read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(path, exception.Message);
            return ServerList.Local;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path} cannot be read, so the DNS server at 127.0.0.1 is asked: {Problem}")]
    private partial void LogUnreadable(string path, string problem);
}
