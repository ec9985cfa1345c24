using Postern.Daemon.Logging;
using Postern.Daemon.Posix;

namespace Postern.Daemon.Commands;

/// <summary>Messages of the program itself on the standard error: <c>PROGRAM: TEXT</c>.</summary>
internal sealed class Messages(string program, Stream stream)
{
    public string Program { get; } = program;

    public static Messages OnStandardError(string program) => new(program, StandardStreams.Error());

    /// <summary>Writes a message, which may go on for several lines.</summary>
    public void Write(string text)
    {
        // What a script holds must not reach the terminal as a command, nor a waiting parent as a sign.
        string clean = string.Join('\n', text.Split('\n').Select(LogText.Clean));
        byte[] bytes = LogText.Encode($"{Program}: {clean}\n");
        stream.Write(bytes);
        stream.Flush();
    }

    public void Write(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Write(line);
    }
}
