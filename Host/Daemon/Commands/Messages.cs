using Postern.Daemon.Logging;

namespace Postern.Daemon.Commands;

/// <summary>Messages of the program itself on the standard error: <c>PROGRAM: TEXT</c>.</summary>
internal sealed class Messages(string program, Stream stream)
{
    public string Program { get; } = program;

    public static Messages OnStandardError(string program) => new(program, Console.OpenStandardError());

    /// <summary>Each line of <paramref name="text"/> is complete in itself, but for a list that an error introduces.</summary>
    public void Write(string text)
    {
        byte[] bytes = LogText.Encode($"{Program}: {text}\n");
        stream.Write(bytes);
        stream.Flush();
    }

    public void Write(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Write(line);
    }
}
