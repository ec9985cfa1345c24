using System.Text;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Posix;

namespace Postern.Daemon.Commands;

/// <summary>Where <c>echo</c> and reports of <c>--run</c> and <c>--test</c> go. MFL strings are bytes: they leave as they are.</summary>
internal static class EchoOutput
{
    public static TextWriter StandardOutput() => Bytes(StandardStreams.Output());

    /// <summary>The standard error, unless <c>--echo</c> says otherwise.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static TextWriter Open(string? target)
    {
        try
        {
            return target switch
            {
                null => Bytes(StandardStreams.Error()),
                "-" => StandardOutput(),
                _ => Bytes(new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--echo: {e.Message}");
        }
    }

    private static TextWriter Bytes(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, Encoding.Latin1) { AutoFlush = true, NewLine = "\n" });
}
