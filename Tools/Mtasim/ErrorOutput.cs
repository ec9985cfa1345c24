namespace Postern.Tools.Mtasim;

/// <summary>The standard error, which several threads may write to.</summary>
internal sealed class ErrorOutput(Stream stream)
{
    private const string Program = "mtasim";

    private readonly Lock _lock = new();

    /// <summary>A message of this program, whose lines are separated by LF.</summary>
    public void Message(string text) => Line($"{Program}: {Bytes.FromUnicode(text)}");

    /// <summary>A line, a byte string.</summary>
    public void Line(string bytes)
    {
        byte[] line = Bytes.ToArray(string.Join('\n', bytes.Split('\n').Select(Bytes.Printable)) + "\n");
        lock (_lock)
        {
            stream.Write(line);
            stream.Flush();
        }
    }
}
